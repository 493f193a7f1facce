package org.jitsuin.launcher;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.card.CardFiles;
import org.jitsuin.launcher.card.CardMaker;
import org.jitsuin.launcher.card.TrainingAuthority;
import org.jitsuin.launcher.terminal.DisplayPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jitsuin card new}: makes a virtual card. */
@Command(name = "new", description = "make a virtual card, with certificates for tests")
final class CardNewCommand extends CardCommand {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "what the card is called here")
  private String name;

  @Option(names = "--blank", description = "as the factory delivers it, for a counter to write")
  private boolean blank;

  @Option(
      names = "--user-identification",
      paramLabel = "FILE.p12",
      description = "key and certificates of this file, in the place of test certificates")
  private Optional<Path> userIdentification = Optional.empty();

  @Option(
      names = "--signature",
      paramLabel = "FILE.p12",
      description = "the same for the other key; without it the card has no signature certificate")
  private Optional<Path> signature = Optional.empty();

  @Option(names = "--next", description = "with keys of the next card, P-384")
  private boolean next;

  @Option(
      names = "--opensc",
      description = "says of a locked PIN what OpenSC understands (6983), not what real cards do")
  private boolean forOpenSc;

  @Mixin private PasswordFile passwordFile;

  CardNewCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode runWith(CardShelf shelf) {
    boolean files = userIdentification.isPresent() || signature.isPresent();
    if ((blank && (files || next)) || (files && next)) {
      throw new ParameterException(
          spec.commandLine(), "--blank, --next and files exclude one another");
    }
    CardTraits traits = CardTraits.usual();
    if (forOpenSc) {
      traits = traits.withBlocked(BlockedAnswer.AUTHENTICATION_METHOD_BLOCKED);
    }
    CardMaker maker = new CardMaker(shelf, new SecureRandom());
    Path file =
        maker.keep(
            name,
            blank
                ? maker.blank(traits)
                : maker.personalised(traits, files ? fromFiles() : training(maker)));
    terminal().good("card", DisplayPath.of(file).toString());
    if (!blank) {
      terminal().fact("PINs", "1234 for user identification, ABC123 for signatures");
    }
    terminal().paragraph("Put it into a reader with: ./jitsuin card insert " + name);
    return ExitCode.OK;
  }

  private Map<KeyUse, Credential> training(CardMaker maker) {
    return maker.training(
        new TrainingAuthority(
            new SecureRandom(),
            context().clock().instant(),
            context().installation().settings().baseUrl()),
        next ? SignatureScheme.ECDSA_P384_SHA384 : SignatureScheme.RSA_2048_SHA256);
  }

  private Map<KeyUse, Credential> fromFiles() {
    Map<KeyUse, Credential> credentials = new HashMap<>();
    Passwords passwords = new Passwords(terminal());
    userIdentification.ifPresent(file ->
        credentials.put(
            KeyUse.USER_IDENTIFICATION,
            CardFiles.read(file, passwords.of(file, passwordFile.path()))));
    signature.ifPresent(file ->
        credentials.put(
            KeyUse.SIGNATURE, CardFiles.read(file, passwords.of(file, passwordFile.path()))));
    return credentials;
  }
}
