package org.jitsuin.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.filter.cli.Check;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.filter.FilterDownload;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.terminal.Terminal;
import org.jitsuin.verifier.http.HttpTransport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code jitsuin status-filter check}: whether a certificate is good, by the status filter of its
 * authority, which is fetched from where the certificate says or read from a file.
 */
@Command(name = "check", description = "is a certificate good, by the status filter?")
final class StatusFilterCommand implements LauncherCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> AUTHORITIES = List.of("signature", "user-identification");

  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  @Parameters(paramLabel = "CERTIFICATE", description = "a file with it, in PEM or DER")
  private Path certificate;

  @Option(
      names = "--file",
      paramLabel = "PACK",
      description = "a filter in one file; otherwise it is fetched")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "the address of the filter's head; otherwise the one that the certificate tells")
  private Optional<URI> from = Optional.empty();

  @Option(
      names = "--save",
      paramLabel = "PACK",
      description = "where the filter that was fetched is kept, in one file")
  private Optional<Path> save = Optional.empty();

  @Option(
      names = "--authority",
      paramLabel = "FILE",
      description = "certificates that are trusted; otherwise those of this installation")
  private List<Path> authorities = new ArrayList<>();

  StatusFilterCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
  }

  @Override
  public ExitCode run() {
    try {
      X509Certificate asked = Check.certificates(certificate).getFirst();
      byte[] pack = file.isPresent() ? Files.readAllBytes(file.get()) : fetched(asked);
      Check.Told told =
          Check.tell(asked, trusted(), pack, new Server(installation).clock(clock).instant());
      return said(told);
    } catch (IOException | CertificateException e) {
      throw new SetupFailure("it cannot be told: " + e.getMessage(), e);
    }
  }

  private ExitCode said(Check.Told told) {
    if (told.code() == Check.GOOD) {
      terminal.good("certificate", told.sentence());
      return ExitCode.OK;
    }
    terminal.bad(told.sentence());
    return told.code() == Check.BAD ? ExitCode.WRONG : ExitCode.UNMET;
  }

  private byte[] fetched(X509Certificate asked) throws IOException {
    URI head =
        from.or(() -> FilterDownload.address(asked))
            .orElseThrow(() ->
                new SetupFailure(
                    "the certificate does not say where its authority is; name the filter with"
                        + " --from or --file"));
    byte[] pack = new FilterDownload(new HttpTransport(PATIENCE)).fetch(head);
    if (save.isPresent()) {
      Files.write(save.get(), pack);
    }
    return pack;
  }

  private List<X509Certificate> trusted() throws IOException, CertificateException {
    List<X509Certificate> all = new ArrayList<>();
    for (Path each : authorities.isEmpty() ? own() : authorities) {
      all.addAll(Check.certificates(each));
    }
    return all;
  }

  /** The certificates of all key generations that ceremonies here made. */
  private List<Path> own() throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(installation.ca())) {
      for (String authority : AUTHORITIES) {
        try (var files =
            Files.newDirectoryStream(installation.ca(), authority + "{,-g[0-9]*}.pem")) {
          files.forEach(found::add);
        }
      }
    }
    if (found.isEmpty()) {
      throw new SetupFailure(
          "nothing is installed here; name whom you trust with --authority FILE");
    }
    return found;
  }
}
