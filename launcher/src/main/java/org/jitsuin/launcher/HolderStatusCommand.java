package org.jitsuin.launcher;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jitsuin.card.holder.CertificateWords;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.HttpPost;
import org.jitsuin.card.holder.StatusInquiry;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.holder.Speech;
import org.jitsuin.verifier.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jitsuin holder status}: asks the authority whether a certificate is still good. */
@Command(name = "status", description = "ask the authority whether a certificate is still good")
final class HolderStatusCommand extends HolderCommand {
  @Parameters(
      paramLabel = "USE",
      converter = UseReader.class,
      description = "signature or user-identification")
  private KeyUse use;

  @Option(
      names = "--ocsp",
      paramLabel = "URL",
      description = "who is asked; otherwise whom the certificate names")
  private Optional<URI> responder = Optional.empty();

  @Option(names = "--yes", description = "without asking before the question is sent")
  private boolean unasked;

  HolderStatusCommand(CommandContext context) {
    super(context);
  }

  private record Pair(X509Certificate certificate, X509Certificate authority) {}

  @Override
  ExitCode runWith(Speech speech) {
    Pair pair =
        withCard(card ->
            new Pair(
                certificate(card, use, speech, prompts()),
                card.authority(use)
                    .orElseThrow(() ->
                        new HolderFailure(
                            "カードに認証局の電子証明書がありません。",
                            "The card does not have the authority's certificate."))));
    URI address =
        responder
            .or(() -> StatusInquiry.address(pair.certificate()))
            .orElseThrow(() ->
                new HolderFailure(
                    "電子証明書に問い合わせ先が書かれていません。--ocsp で指定してください。",
                    "The certificate does not say who is asked; name it with --ocsp."));
    if (!unasked
        && !prompts()
            .agrees(
                speech.of(
                    new Words(
                        address + " に発行番号を送って確認します。よろしいですか",
                        "The serial number is sent to " + address + ". Is that all right")))) {
      throw new HolderFailure("中止しました。何も送っていません。", "Nothing was sent.");
    }
    Verdict verdict =
        new StatusInquiry(use, pair.authority(), address, HttpPost.transport())
            .ask(pair.certificate(), context().clock().instant());
    Words words = StatusInquiry.words(verdict);
    if (verdict.isValid()) {
      speech.good(CertificateWords.name(use), words);
      return ExitCode.OK;
    }
    speech.bad(words);
    return ExitCode.WRONG;
  }
}
