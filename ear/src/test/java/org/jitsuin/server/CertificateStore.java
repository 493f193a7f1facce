package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.Trees;

/**
 * Chromium as a clerk has it: the certificate lies in its own store, and it speaks TLS itself,
 * which it does not where Playwright ends the connection for it.
 */
final class CertificateStore implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final Installation installation;
  private final Path home;
  private final Path database;

  private CertificateStore(Installation installation, Path home) {
    this.installation = installation;
    this.home = home;
    this.database = home.resolve(".pki/nssdb");
  }

  /** A home of its own that knows the staff authority, and nobody's certificate. */
  static CertificateStore empty(Installation installation) throws IOException {
    CertificateStore store =
        new CertificateStore(installation, Files.createTempDirectory("chromium"));
    Files.createDirectories(store.database);
    store.tool("certutil", "-N", "--empty-password");
    Path authority = installation.ca().resolve("staff.pem");
    store.tool("certutil", "-A", "-n", "staff", "-t", "C,,", "-i", authority.toString());
    store.chooseUnasked();
    return store;
  }

  /**
   * @param name as in {@code staff/NAME.p12}
   */
  CertificateStore with(String name) {
    Path file = installation.staff().resolve(name + ".p12");
    tool("pk12util", "-i", file.toString(), "-W", PASSWORD);
    return this;
  }

  private void tool(String program, String... options) {
    List<String> command = new ArrayList<>(List.of(program, "-d", "sql:" + database));
    command.addAll(List.of(options));
    Shell.Ended ended = Shell.run(home, Map.of(), command);
    assertThat(ended.code()).as(ended.output()).isZero();
  }

  /** What a managed machine has by policy: the one that fits is taken without a question. */
  private void chooseUnasked() throws IOException {
    Path profile = Files.createDirectories(home.resolve("profile/Default"));
    Files.writeString(
        profile.resolve("Preferences"),
        """
        {"profile":{"content_settings":{"exceptions":{"auto_select_certificate":
          {"%s,*":{"setting":{"filters":[{}]}}}}}}}
        """
            .formatted(installation.settings().httpsAddress()));
  }

  /** The page as it stands when its scripts have asked and been answered. */
  String page(String path) {
    Shell.Ended ended =
        Shell.run(
            home,
            Map.of("HOME", home.toString()),
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--lang=ja",
                "--user-data-dir=" + home.resolve("profile"),
                "--virtual-time-budget=20000",
                "--dump-dom",
                installation.settings().httpsAddress() + path));
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended.output();
  }

  @Override
  public void close() {
    Trees.delete(home);
  }
}
