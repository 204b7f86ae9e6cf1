package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.SshConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody without a key, who never comes so far as to log in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class StrangerIT {
    private static final byte[] BANNER = "SSH-2.0-stranger\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the gateway may say to somebody with whom it shares no key: its proposal, and that it does not understand. */
    private static final Set<Integer> QUIET =
            Set.of((int) SshConstants.SSH_MSG_KEXINIT, (int) SshConstants.SSH_MSG_UNIMPLEMENTED, (int)
                    SshConstants.SSH_MSG_DISCONNECT);

    private final Desk desk = new Desk();

    @AfterAll
    void close() throws IOException {
        desk.close();
    }

    @AfterEach
    void nobody_is_in_and_an_honest_client_still_works() throws IOException {
        assertThat(desk.gateway.gateway().inside.live.count()).isZero();
        assertThat(new MinaClient().list(desk.site("honest"), FOLDER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                SshConstants.SSH_MSG_SERVICE_REQUEST,
                SshConstants.SSH_MSG_SERVICE_ACCEPT,
                SshConstants.SSH_MSG_NEWKEYS,
                SshConstants.SSH_MSG_USERAUTH_REQUEST,
                SshConstants.SSH_MSG_USERAUTH_SUCCESS,
                SshConstants.SSH_MSG_USERAUTH_INFO_RESPONSE,
                SshConstants.SSH_MSG_GLOBAL_REQUEST,
                SshConstants.SSH_MSG_CHANNEL_OPEN,
                SshConstants.SSH_MSG_CHANNEL_DATA,
                SshConstants.SSH_MSG_CHANNEL_REQUEST,
                (byte) 192
            })
    void a_message_before_any_key_was_agreed_on_opens_nothing(byte type) throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(words);
        out.writeByte(type);
        for (String word : new String[] {"ssh-connection", "honest", "session", "none", "sftp"}) {
            out.writeUTF("\0\0" + word);
        }
        assertOpensNothing(BANNER, packet(words.toByteArray()), packet(words.toByteArray()));
    }

    @Test
    void a_packet_of_a_wrong_length_opens_nothing() throws IOException {
        for (int length : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 24}) {
            byte[] packet = packet(new byte[] {SshConstants.SSH_MSG_KEXINIT});
            for (int i = 0; i < 4; i++) {
                packet[i] = (byte) (length >>> (24 - 8 * i));
            }
            assertOpensNothing(BANNER, packet);
        }
    }

    @Test
    void a_greeting_that_never_ends_ends_the_connection() throws IOException {
        byte[] endless = new byte[200_000];
        Arrays.fill(endless, (byte) 'x');
        assertEnds(endless);
        byte[] lines = "not yet\r\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        assertEnds(lines);
        assertEnds("SSH-1.5-old\r\n".getBytes(StandardCharsets.US_ASCII), new byte[100]);
        assertEnds("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII), endless);
    }

    private void assertOpensNothing(byte[]... said) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.gateway.port())) {
            socket.setSoTimeout(300);
            for (byte[] bytes : said) {
                socket.getOutputStream().write(bytes);
            }
            assertThat(answers(new DataInputStream(socket.getInputStream()))).isSubsetOf(QUIET);
        }
    }

    /** The types of the messages that come in the clear, until no more come. */
    private static List<Integer> answers(DataInputStream in) throws IOException {
        List<Integer> types = new ArrayList<>();
        try {
            while (in.readByte() != '\n') {}
            while (true) {
                byte[] packet = new byte[in.readInt()];
                in.readFully(packet);
                types.add((int) packet[1]);
            }
        } catch (EOFException | SocketException | SocketTimeoutException e) {
            return types;
        }
    }

    /** An unsealed packet of RFC 4253, section 6. */
    private static byte[] packet(byte[] payload) throws IOException {
        int padding = 8 - (payload.length + 5) % 8 + 8;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(payload.length + padding + 1);
        out.writeByte(padding);
        out.write(payload);
        out.write(new byte[padding]);
        return bytes.toByteArray();
    }

    /** The gateway hangs up, and has said nothing but its greeting, its own proposal and why. */
    private void assertEnds(byte[]... said) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.gateway.port())) {
            socket.setSoTimeout(20_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            try {
                for (byte[] bytes : said) {
                    socket.getOutputStream().write(bytes);
                    socket.getOutputStream().flush();
                }
                in.readAllBytes();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("The gateway still listens to a stranger.", e);
            } catch (SocketException e) {
                // It hung up while there was more to read or to write.
            }
        }
    }
}
