package org.sluice.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server and an SMS gateway on loopback, as much of them as a gateway asks, which keep what they got. */
final class SmallServers implements AutoCloseable {
    final List<String> mails = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    private final ServerSocket smtp;
    private final HttpServer sms;
    private volatile int status = 200;

    SmallServers() {
        try {
            smtp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            sms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread taking = new Thread(this::take, "small-smtp");
        taking.setDaemon(true);
        taking.start();
        sms.createContext("/", exchange -> {
            texts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        sms.start();
    }

    private void take() {
        while (!smtp.isClosed()) {
            try (Socket line = smtp.accept()) {
                talk(line);
            } catch (IOException e) {
                // The other side went, or this test is over.
            }
        }
    }

    private void talk(Socket line) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new OutputStreamWriter(line.getOutputStream(), StandardCharsets.UTF_8);
        say(out, "220 localhost");
        for (String command = in.readLine(); command != null; command = in.readLine()) {
            if (command.startsWith("DATA")) {
                say(out, "354 go on");
                StringBuilder mail = new StringBuilder();
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    mail.append(text).append('\n');
                }
                mails.add(mail.toString());
                say(out, "250 taken");
            } else if (command.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(Writer out, String words) throws IOException {
        out.write(words + "\r\n");
        out.flush();
    }

    void answers(int other) {
        status = other;
    }

    /** The settings of a gateway that sends by both. */
    String settings(String secretFile) {
        return """
                smtp-host: 127.0.0.1
                smtp-port: %d
                smtp-security: none-loopback-only
                mail-from: sluice@gateway.example
                mail-pause-seconds: 0
                sms-url: http://127.0.0.1:%d/send
                sms-body: '{"to": "{number}", "message": "{text}"}'
                sms-header: Authorization
                sms-secret-file: %s
                """.formatted(smtp.getLocalPort(), sms.getAddress().getPort(), secretFile);
    }

    @Override
    public void close() throws IOException {
        smtp.close();
        sms.stop(0);
    }
}
