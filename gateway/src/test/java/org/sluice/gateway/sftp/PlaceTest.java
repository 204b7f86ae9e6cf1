package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ''                                  | Root[]
                public                              | OfChannel[channel=PUBLIC]
                strictly-confidential/email         | OfType[channel=STRICTLY_CONFIDENTIAL, type=email]
                restricted/email/a.txt              | OfDeposit[channel=RESTRICTED, type=email, folders=[], name=a.txt]
                restricted/email/may/week 1/b.txt   | OfDeposit[channel=RESTRICTED, type=email, folders=[may, week 1], name=b.txt]
                Public                              | Nowhere[]
                etc/passwd                          | Nowhere[]
                inbox                               | Inbox[]
                inbox/public                        | InboxChannel[channel=PUBLIC]
                inbox/secret                        | Nowhere[]
                inbox/public/hand                   | InboxSender[channel=PUBLIC, sender=hand]
                inbox/public/hand/a.txt             | InboxFile[channel=PUBLIC, sender=hand, name=a.txt]
                inbox/public/hand/a.txt/b           | Nowhere[]
                notices                             | Notices[]
                notices/n.txt                       | NoticeFile[name=n.txt]
                notices/n.txt/b                     | Nowhere[]
                """)
    void a_path_means_one_place(String path, String place) {
        List<String> names = path.isEmpty() ? List.of() : Arrays.asList(path.split("/", -1));

        assertThat(Place.of(names)).hasToString(place);
    }
}
