package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.CARD_MANAGER;
import static org.jitsuin.card.testing.Apdus.change;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.sign;
import static org.jitsuin.card.testing.Apdus.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.card.applet.SpoiltCard.Fault;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check of a card, and cards that are spoilt on purpose to see whether it notices. */
class SpoiltCardsTest {
  private static final String READ = "00B0000004";
  private static final String QUERY = "00200080";

  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Fault.class)
  void check_spoiltCard_isNoticed(Fault fault) throws GeneralSecurityException {
    check(new SpoiltCard(fault));
    if (fault == Fault.NONE) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).isNotEmpty();
    }
  }

  private void expect(SpoiltCard card, String status, String... commands) {
    String last = "";
    for (String command : commands) {
      last = card.status(command);
    }
    if (!last.equals(status)) {
      problems.add(commands[commands.length - 1] + " gave " + last + " and not " + status);
    }
  }

  private void check(SpoiltCard card) throws GeneralSecurityException {
    checkWithoutPin(card);
    checkSignatures(card);
    checkSession(card);
    checkCounter(card);
  }

  private void checkWithoutPin(SpoiltCard card) {
    expect(card, "6982", APPLICATION, file("0001"), READ);
    expect(card, "6982", file("0018"), READ);
    expect(card, "6982", file("0017"), sign(51));
    expect(card, "6982", file("001A"), sign(51));
    expect(card, "6982", file("0018"), change("5678"));
    expect(card, "63C3", QUERY);
    expect(card, "63C3", QUERY);
  }

  private void checkSignatures(SpoiltCard card) throws GeneralSecurityException {
    expect(card, "9000", file("0018"), verify("1234"));
    expect(card, "6982", file("001A"), sign(51));
    expect(card, "9000", file("0017"), sign(51));
    String answer = card.send(sign(51));
    if (answer.length() != 516
        || !opened(answer.substring(0, 512))
            .equals("1" + "ff".repeat(202) + "00" + "5a".repeat(51))) {
      problems.add("a signature of something else, or by another key");
    }
  }

  private static String opened(String signature) throws GeneralSecurityException {
    byte[] encoded =
        TestCards.personalisedState(CardTraits.usual())
            .active()
            .credential(KeyUse.USER_IDENTIFICATION)
            .orElseThrow()
            .key()
            .publicKey()
            .bytes();
    RSAPublicKey key =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    return new BigInteger(signature, 16)
        .modPow(key.getPublicExponent(), key.getModulus())
        .toString(16);
  }

  private void checkSession(SpoiltCard card) {
    expect(card, "9000", APPLICATION, file("0017"), sign(51));
    expect(card, "6A80", file("0018"), change("567"));
    expect(card, "6982", CARD_MANAGER, APPLICATION, file("0017"), sign(51));
    expect(card, "9000", file("0018"), verify("1234"));
    card.reset();
    expect(card, "6982", APPLICATION, file("0017"), sign(51));
  }

  private void checkCounter(SpoiltCard card) {
    expect(card, "63C2", file("0018"), verify("12345"));
    card.reset();
    expect(card, "63C2", APPLICATION, file("0018"), QUERY);
    expect(card, "9000", verify("1234"));
    expect(card, "63C3", QUERY);
    expect(card, "63C2", verify("9999"));
    expect(card, "63C1", verify("9999"));
    expect(card, "63C0", verify("9999"));
    expect(card, "6984", verify("1234"));
    expect(card, "63C0", QUERY);
  }
}
