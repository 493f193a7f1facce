package org.jitsuin.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.consent.QuestionText;
import org.jitsuin.ca.consent.WithdrawalText;
import org.jitsuin.card.holder.ConsentVisit;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.holder.ConsentList;
import org.jitsuin.launcher.holder.Speech;
import org.jitsuin.launcher.holder.TextDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code jitsuin holder consent}: signs what a holder consents to, withdraws or asks, for who
 * brings it to the authority.
 */
abstract class HolderConsentCommand extends HolderCommand {
  HolderConsentCommand(CommandContext context) {
    super(context);
  }

  /** The present as texts have it. */
  final Instant now() {
    return context().clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Writes a text, or says to the holder what is wrong with it. */
  static <T> T text(Supplier<T> writer) {
    try {
      return writer.get();
    } catch (IllegalArgumentException e) {
      throw new HolderFailure(
          "文面を作れません: " + e.getMessage(), "The text cannot be written: " + e.getMessage() + ".", e);
    }
  }

  final byte[] signed(byte[] text, KeyUse use, Speech speech) {
    return withCard(card -> new TextDesk(card, speech, prompts()).sign(text, use, now()));
  }

  /** What is signed goes into a file. */
  abstract static class Written extends HolderConsentCommand {
    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "a new file, for who brings it to the authority")
    private Path out;

    Written(CommandContext context) {
      super(context);
    }

    final ExitCode sign(byte[] text, KeyUse use, Speech speech) {
      write(out, signed(text, use, speech), speech);
      return ExitCode.OK;
    }
  }

  /** By which key a question is signed. */
  static final class QuestionKey {
    @Option(
        names = "--with",
        paramLabel = "USE",
        converter = UseReader.class,
        description = "user-identification, or signature")
    private Optional<KeyUse> use = Optional.empty();

    KeyUse use() {
      return use.orElse(KeyUse.USER_IDENTIFICATION);
    }
  }

  /** Reads some of the four items. */
  static final class DataReader implements ITypeConverter<Set<ConsentAttribute>> {
    @Override
    public Set<ConsentAttribute> convert(String value) {
      return ConsentAttribute.parse(value.replace(',', ' '))
          .orElseThrow(() ->
              new TypeConversionException(
                  "it is some of name,address,sex,birthDate in this order"));
    }
  }

  @Command(
      name = "give",
      description = "consent that a relying party is told your latest data, by the signature key")
  static final class Give extends Written {
    @Parameters(paramLabel = "PARTY", description = "the name of the relying party")
    private String party;

    @Option(names = "--purpose", required = true, description = "what for, on one line")
    private String purpose;

    @Option(
        names = "--data",
        paramLabel = "ITEMS",
        required = true,
        converter = DataReader.class,
        description = "some of name,address,sex,birthDate")
    private Set<ConsentAttribute> data;

    @Option(
        names = "--until",
        paramLabel = "DATE",
        required = true,
        description = "the last day, within ten years")
    private LocalDate until;

    Give(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      ConsentText text =
          text(() ->
              new ConsentText(UUID.randomUUID().toString(), party, purpose, data, now(), until));
      ExitCode done = sign(text.octets(), KeyUse.SIGNATURE, speech);
      speech.good(new Words("同意の id", "id of the consent"), new Words(text.id(), text.id()));
      return done;
    }
  }

  @Command(name = "withdraw", description = "withdraw a consent")
  static final class Withdraw extends Written {
    @Parameters(paramLabel = "ID", description = "the id of the consent")
    private UUID consent;

    @Option(
        names = "--with",
        paramLabel = "USE",
        converter = UseReader.class,
        description = "signature, or user-identification where that is not good any more")
    private Optional<KeyUse> use = Optional.empty();

    Withdraw(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      byte[] text = new WithdrawalText(consent.toString(), now()).octets();
      return sign(text, use.orElse(KeyUse.SIGNATURE), speech);
    }
  }

  @Command(
      name = "ask",
      description = "ask which consents you gave and who was told when; the bearer sees the answer")
  static final class Ask extends Written {
    @Parameters(paramLabel = "BEARER", description = "the relying party that brings the question")
    private String bearer;

    @Mixin private QuestionKey key;

    Ask(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      byte[] text = text(() -> new QuestionText(bearer, now())).octets();
      return sign(text, key.use(), speech);
    }
  }

  @Command(
      name = "list",
      description = "see which consents you gave and who was told when; the bearer sees it, too")
  static final class ListAll extends HolderConsentCommand {
    @Parameters(paramLabel = "URL", description = "as the page of the bearer shows it")
    private URI address;

    @Mixin private QuestionKey key;

    ListAll(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      ConsentVisit visit = new ConsentVisit(address);
      String bearer = visit.bearer();
      byte[] text = text(() -> new QuestionText(bearer, now())).octets();
      byte[] signed = signed(text, key.use(), speech);
      new ConsentList(speech).show(visit.bring(Bytes.of(signed)));
      return ExitCode.OK;
    }
  }
}
