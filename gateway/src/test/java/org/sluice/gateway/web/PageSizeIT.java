package org.sluice.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.ReleaseMade;

/** The pages as browsers get them, and what the log says meanwhile. */
class PageSizeIT {
    @TempDir
    Path folder;

    private final WebFixture web = new WebFixture();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void the_pages_with_their_style_weigh_little_and_hold_no_script_or_inline_style() {
        Curl.require("curl");
        Curl curl = new Curl(folder, web.ca());
        Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
        ReleaseMade.HandOver link = web.release(deposit, 1);
        int style = curl.run(web.url() + "/static/sluice.css").body().length();
        for (String language : List.of("en", "fr", "ar", "tr")) {
            String page = curl.run(link.url() + "?lang=" + language).body();
            assertThat(page.getBytes(UTF_8).length + style).isLessThan(20_000);
            assertThat(page).doesNotContain("<script", "style=\"", "http://", "https://");
            curl.open(link.url(), link.password().reveal());
            String list = curl.run(web.url() + "/r/" + link.link().id() + "?lang=" + language)
                    .body();
            assertThat(list).contains("lang=\"" + language + "\"").doesNotContain("<script", "style=\"");
            assertThat(list.getBytes(UTF_8).length + style).isLessThan(20_000);
        }
    }

    @Test
    void the_log_of_a_whole_run_holds_no_token_password_or_cookie() throws Exception {
        Curl.require("curl");
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getMessage() + " " + java.util.Arrays.toString(record.getParameters()) + " "
                        + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            Curl curl = new Curl(folder, web.ca());
            Deposit deposit = web.assessment("a.csv", WebFixture.content(10));
            ReleaseMade.HandOver link = web.release(deposit, 1);
            curl.run(link.url());
            curl.open(link.url(), "a wrong one");
            curl.open(link.url(), link.password().reveal());
            curl.run(web.url() + "/r/" + link.link().id());
            curl.run(link.url() + "/x");
            List<String> secrets = new ArrayList<>(List.of(
                    link.url().substring(link.url().lastIndexOf('/') + 1),
                    link.password().reveal(),
                    "a wrong one"));
            Files.readString(folder.resolve("jar"))
                    .lines()
                    .filter(line -> line.contains("__Host"))
                    .forEach(line -> secrets.add(line.substring(line.lastIndexOf('\t') + 1)));
            assertThat(secrets).hasSize(4);
            assertThat(lines).anyMatch(line -> line.contains("/l/{token}"));
            for (String secret : secrets) {
                assertThat(lines).noneMatch(line -> line.contains(secret));
            }
        } finally {
            root.removeHandler(handler);
        }
    }
}
