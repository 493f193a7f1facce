package org.jitsuin.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.holder.CmsCheck;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.HttpPost;
import org.jitsuin.card.holder.PdfFile;
import org.jitsuin.card.holder.SignatureReport;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.holder.XmlFile;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.holder.PinDesk;
import org.jitsuin.launcher.holder.ReportView;
import org.jitsuin.launcher.holder.Speech;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jitsuin holder sign} and {@code verify}. */
abstract class HolderFileCommand extends HolderCommand {
  @Parameters(paramLabel = "FILE", description = "the file")
  private Path file;

  HolderFileCommand(CommandContext context) {
    super(context);
  }

  final Path file() {
    return file;
  }

  final boolean isPdf() {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".pdf");
  }

  @Command(
      name = "sign",
      description = "sign a file: a PDF in itself, anything else as CMS beside it")
  static final class Sign extends HolderFileCommand {
    @Option(names = "--attached", description = "with the file's content in the CMS")
    private boolean attached;

    @Option(names = "--cms", description = "a PDF, too, as CMS beside it")
    private boolean cms;

    @Option(names = "--xml", description = "an XML file in itself (XAdES)")
    private boolean xml;

    @Option(
        names = "--timestamp",
        paramLabel = "URL",
        description = "who stamps the time under the signature in a PDF")
    private Optional<URI> timestamp = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "where the result is written")
    private Optional<Path> out = Optional.empty();

    Sign(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      boolean pdf = isPdf() && !cms && !attached && !xml;
      if (timestamp.isPresent() && !pdf) {
        throw new HolderFailure(
            "タイムスタンプはPDFの署名にだけ付けられます。", "Only the signature in a PDF is time-stamped.");
      }
      byte[] content = read(file());
      Instant now = context().clock().instant();
      Optional<PdfFile.Stamping> stamping =
          timestamp.map(address -> new PdfFile.Stamping(agreed(address, speech), new HttpPost()));
      byte[] signed =
          withCard(card -> {
            new PinDesk(card, speech, prompts()).verify(KeyUse.SIGNATURE);
            SigningCard signing = SigningCard.of(card, KeyUse.SIGNATURE);
            if (xml) {
              return XmlFile.sign(content, signing, now);
            }
            return pdf
                ? PdfFile.sign(content, signing, now, stamping)
                : CmsFile.sign(content, signing, attached, now);
          });
      speech.say(
          "署名には署名用電子証明書（氏名・住所・生年月日・性別）が含まれます。",
          "The signature has your certificate in it: name, address, birth date and sex.");
      write(out.orElseGet(() -> beside(pdf)), signed, speech);
      return ExitCode.OK;
    }

    /** Asks before anything leaves this machine. */
    private URI agreed(URI address, Speech speech) {
      if (!prompts()
          .agrees(
              speech.of(
                  new Words(
                      address + " に署名のハッシュ値を送ります。よろしいですか",
                      "A hash of the signature is sent to " + address + ". Is that all right")))) {
        throw new HolderFailure("中止しました。何も送っていません。", "Nothing was sent.");
      }
      return address;
    }

    private Path beside(boolean pdf) {
      String name = file().getFileName().toString();
      if (xml) {
        return file().resolveSibling(name.replaceFirst("(?i)\\.xml$", "") + "-signed.xml");
      }
      return file()
          .resolveSibling(
              pdf
                  ? name.substring(0, name.length() - ".pdf".length()) + "-signed.pdf"
                  : name + (attached ? ".p7m" : ".p7s"));
    }
  }

  @Command(name = "verify", description = "verify the signatures of a PDF, or a signature as CMS")
  static final class Verify extends HolderFileCommand {
    @Option(
        names = "--content",
        paramLabel = "FILE",
        description = "what was signed, where the signature stands apart")
    private Optional<Path> content = Optional.empty();

    @Option(
        names = "--authority",
        paramLabel = "FILE",
        description = "the certificate of an authority that you know (DER or PEM)")
    private List<Path> authorities = new ArrayList<>();

    Verify(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      List<X509Certificate> known = authorities.stream().map(Verify::authority).toList();
      List<SignatureReport> reports =
          isPdf()
              ? PdfFile.verify(read(file()), known)
              : CmsCheck.verify(read(file()), content.map(HolderCommand::read), known);
      return new ReportView(speech).show(reports) ? ExitCode.OK : ExitCode.WRONG;
    }

    private static X509Certificate authority(Path file) {
      return SignedCertificate.parse(read(file));
    }
  }
}
