package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.holder.CertificateWords;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.holder.Words.Language;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.holder.CardReaders;
import org.jitsuin.launcher.holder.ConsolePrompts;
import org.jitsuin.launcher.holder.HolderView;
import org.jitsuin.launcher.holder.PinDesk;
import org.jitsuin.launcher.holder.Prompts;
import org.jitsuin.launcher.holder.Speech;
import org.jitsuin.launcher.terminal.DisplayPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin holder show}, {@code pin} and {@code export}; and what all of them share. */
abstract class HolderCommand implements LauncherCommand {
  private final CommandContext context;

  @Option(names = "--reader", paramLabel = "NAME", description = "part of the reader's name")
  private Optional<String> reader = Optional.empty();

  @Option(
      names = "--language",
      paramLabel = "ja|en",
      converter = LanguageReader.class,
      description = "in which language; otherwise that of the environment")
  private Optional<Language> language = Optional.empty();

  HolderCommand(CommandContext context) {
    this.context = context;
  }

  /** Reads {@code ja} and {@code en}. */
  static final class LanguageReader implements ITypeConverter<Language> {
    @Override
    public Language convert(String value) {
      return switch (value) {
        case "ja" -> Language.JA;
        case "en" -> Language.EN;
        default -> throw new TypeConversionException("a language is ja or en");
      };
    }
  }

  /** Reads the use of a certificate. */
  static final class UseReader implements ITypeConverter<KeyUse> {
    @Override
    public KeyUse convert(String value) {
      return switch (value) {
        case "signature" -> KeyUse.SIGNATURE;
        case "user-identification" -> KeyUse.USER_IDENTIFICATION;
        default -> throw new TypeConversionException("it is signature or user-identification");
      };
    }
  }

  final CommandContext context() {
    return context;
  }

  final Prompts prompts() {
    return new ConsolePrompts();
  }

  /** Carries it out. */
  abstract ExitCode runWith(Speech speech);

  @Override
  public final ExitCode run() {
    Speech speech =
        new Speech(
            context.terminal(),
            language.orElseGet(() -> Speech.language(context.installation().environment())));
    try {
      return runWith(speech);
    } catch (HolderFailure e) {
      speech.bad(e.words());
      return ExitCode.UNMET;
    }
  }

  /** Does something with the holder's card. */
  final <T> T withCard(Function<HolderCard, T> action) {
    return CardReaders.withCard(reader, action);
  }

  /** Reads a certificate, after its PIN where the card wants it. */
  static X509Certificate certificate(HolderCard card, KeyUse use, Speech speech, Prompts prompts) {
    if (use == KeyUse.SIGNATURE) {
      new PinDesk(card, speech, prompts).verify(use);
    }
    return card.certificate(use)
        .orElseThrow(() ->
            new HolderFailure(
                "カードに%sがありません。".formatted(CertificateWords.name(use).ja()),
                "The card has no %s.".formatted(CertificateWords.name(use).en())));
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new HolderFailure(file + " を読み取れません。", file + " cannot be read.", e);
    }
  }

  /** Writes a file that is not there yet: nothing of the holder's is overwritten. */
  static void write(Path file, byte[] content, Speech speech) {
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new HolderFailure(
          file + " に書き込めません（すでにあるファイルには上書きしません）。",
          file + " cannot be written; a file that is there is not overwritten.",
          e);
    }
    String shown = DisplayPath.of(file).toString();
    speech.good(new Words("保存", "written"), new Words(shown, shown));
  }

  @Command(name = "show", description = "both certificates in plain words, and the tries left")
  static final class Show extends HolderCommand {
    Show(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      return withCard(card -> {
        new HolderView(card, speech, prompts(), context().clock().instant()).show();
        return ExitCode.OK;
      });
    }
  }

  @Command(name = "pin", description = "change a PIN")
  static final class ChangePin extends HolderCommand {
    @Parameters(
        paramLabel = "USE",
        converter = UseReader.class,
        description = "signature or user-identification")
    private KeyUse use;

    ChangePin(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      return withCard(card -> {
        new PinDesk(card, speech, prompts()).change(use);
        return ExitCode.OK;
      });
    }
  }

  @Command(name = "export", description = "write a certificate to a file, as PEM")
  static final class Export extends HolderCommand {
    @Parameters(
        index = "0",
        paramLabel = "USE",
        converter = UseReader.class,
        description = "signature or user-identification")
    private KeyUse use;

    @Parameters(index = "1", paramLabel = "FILE", description = "a new file")
    private Path file;

    Export(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(Speech speech) {
      X509Certificate certificate = withCard(card -> certificate(card, use, speech, prompts()));
      if (use == KeyUse.SIGNATURE) {
        speech.say(
            "このファイルには氏名・住所・生年月日・性別が含まれます。取り扱いに注意してください。",
            "The file has name, address, birth date and sex in it; mind to whom you give it.");
      }
      String pem = Pem.certificate(SignedCertificate.der(certificate));
      write(file, pem.getBytes(StandardCharsets.US_ASCII), speech);
      return ExitCode.OK;
    }
  }
}
