package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.usecase.ReleaseMade;

/**
 * The pages in a real browser. Set the system property {@code sluice.test.screenshots} to a folder to look at them
 * yourself.
 */
class ChromiumIT {
    @TempDir
    Path folder;

    private final WebFixture web = new WebFixture();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void the_arabic_pages_are_rendered_from_right_to_left() throws Exception {
        Curl.require("chromium");
        Curl.require("curl");
        Deposit deposit = web.assessment("تقييم \"شمال\" 2026.xlsx", WebFixture.content(70_000));
        ReleaseMade.HandOver link = web.release(deposit, 3);
        String page = chromium("password-ar", link.url() + "?lang=ar");
        assertThat(page).contains("dir=\"rtl\"", "lang=\"ar\"", "كلمة المرور", "type=\"password\"");

        Curl curl = new Curl(folder, web.ca());
        curl.open(link.url(), link.password().reveal());
        curl.run("-o", folder.resolve("sluice.css").toString(), web.url() + "/static/sluice.css");
        for (String language : new String[] {"ar", "en"}) {
            // The browser's session cannot be given a cookie from outside: it renders the page as curl got it.
            Path list = folder.resolve("list-" + language + ".html");
            curl.run("-o", list.toString(), web.url() + "/r/" + link.link().id() + "?lang=" + language);
            Files.writeString(list, Files.readString(list).replaceAll("/static/sluice.css[^\"]*", "sluice.css"));
            assertThat(chromium("list-" + language, list.toUri().toString()))
                    .contains(
                            "dir=\"" + (language.equals("ar") ? "rtl" : "ltr") + "\"",
                            "<bdi dir=\"auto\">تقييم \"شمال\" 2026.xlsx</bdi>");
        }
    }

    private String chromium(String name, String url) throws Exception {
        String[] usual = {
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--ignore-certificate-errors",
            "--user-data-dir=" + folder.resolve("profile")
        };
        String shots = System.getProperty("sluice.test.screenshots");
        if (shots != null) {
            run(usual, "--screenshot=" + Path.of(shots).resolve(name + ".png"), "--window-size=420,1100", url);
        }
        return run(usual, "--dump-dom", url);
    }

    private String run(String[] usual, String... more) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add("chromium");
        command.addAll(java.util.List.of(usual));
        command.addAll(java.util.List.of(more));
        Path out = folder.resolve("out.html");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
