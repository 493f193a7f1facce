package org.jitsuin.launcher.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.consent.SignedText;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Words.Language;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.card.CardMaker;
import org.jitsuin.launcher.card.TrainingAuthority;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a card signs what its holder has read, in the form that the authority takes. */
class TextDeskTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ConsentText TEXT =
      new ConsentText(
          "0f8fad5b-d9cb-469f-a165-70867728950e",
          "bank",
          "口座の住所を最新に保つため",
          Set.of(ConsentAttribute.NAME, ConsentAttribute.ADDRESS),
          NOW,
          LocalDate.of(2031, 1, 1));

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Speech speech =
      new Speech(
          new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false),
          Language.JA);

  private static HolderCard card(SignatureScheme scheme) {
    CardMaker maker = new CardMaker(new CardShelf(Path.of("target", "no-cards")), RANDOM);
    return HolderCard.open(
        AppletChannel.to(
            new Card(
                maker.personalised(
                    CardTraits.usual(),
                    maker.training(
                        new TrainingAuthority(RANDOM, NOW, "http://localhost:8080"), scheme)),
                _ -> {},
                RANDOM)));
  }

  /** What a holder answers. */
  private record Answers(String pin, boolean agree) implements Prompts {
    @Override
    public boolean areThere() {
      return true;
    }

    @Override
    public char[] secret(String question) {
      return pin.toCharArray();
    }

    @Override
    public boolean agrees(String question) {
      return agree;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      names = {"RSA_2048_SHA256", "ECDSA_P384_SHA384"})
  void sign_whatWasRead_isTakenByTheAuthority(SignatureScheme scheme) {
    HolderCard card = card(scheme);
    byte[] signed =
        new TextDesk(card, speech, new Answers("ABC123", true))
            .sign(TEXT.octets(), KeyUse.SIGNATURE, NOW);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("party: bank", "口座の住所を最新に保つため", "until: 2031-01-01");
    X509Certificate own = card.certificate(KeyUse.SIGNATURE).orElseThrow();
    X509Certificate authority = card.authority(KeyUse.SIGNATURE).orElseThrow();
    assertThat(SignedText.read(Bytes.of(signed)))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> {
              SignedText text = (SignedText) done.result();
              assertThat(text.isBy(own, authority)).isTrue();
              assertThat(ConsentText.parse(text.content().bytes())).isEqualTo(TEXT);
            });
  }

  @Test
  void sign_whoDoesNotAgree_signsNothing() {
    TextDesk desk =
        new TextDesk(card(SignatureScheme.ECDSA_P384_SHA384), speech, new Answers("", false));
    assertThatThrownBy(() -> desk.sign(TEXT.octets(), KeyUse.SIGNATURE, NOW))
        .isInstanceOf(HolderFailure.class);
  }
}
