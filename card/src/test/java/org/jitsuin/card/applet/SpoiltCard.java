package org.jitsuin.card.applet;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.state.PinReference;
import org.jitsuin.card.state.PinState;
import org.jitsuin.card.testing.Apdus;
import org.jitsuin.card.testing.TestCards;

/** A card with one fault, put around the right one. */
final class SpoiltCard {
  /** What is wrong with it. */
  enum Fault {
    NONE,
    CERTIFICATE_OPEN,
    SIGNS_WITHOUT_PIN,
    SIGNS_WITH_THE_OTHER_PIN,
    COUNTS_NOTHING,
    COUNTER_NEVER_FULL_AGAIN,
    RESET_FILLS_THE_COUNTER,
    RESET_KEEPS_THE_PIN,
    CHANGES_WITHOUT_VERIFY,
    TAKES_MORE_THAN_THE_PIN,
    SIGNS_WITHOUT_PADDING,
    SIGNS_WITH_THE_OTHER_KEY,
    QUERY_COSTS_A_TRY,
    PIN_IS_READABLE,
    ANY_PIN_LENGTH,
    BLOCKED_AS_OPENSC_WISHES,
    BLOCKED_IN_THE_QUERY,
    SELECT_ENDS_THE_PIN,
    MANAGER_KEEPS_THE_PIN
  }

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Fault fault;
  private final CardState first;
  private CardState saved;
  private Card card;
  private int fewestShown = 5;
  private String file = "";

  SpoiltCard(Fault fault) {
    this.fault = fault;
    CardTraits traits = CardTraits.usual().withPinIterations(1);
    this.first =
        TestCards.personalisedState(
            fault == Fault.BLOCKED_AS_OPENSC_WISHES
                ? traits.withBlocked(BlockedAnswer.AUTHENTICATION_METHOD_BLOCKED)
                : traits);
    insert(first);
  }

  private void insert(CardState state) {
    saved = state;
    card = new Card(state, kept -> saved = kept, RANDOM);
  }

  void reset() {
    if (fault == Fault.RESET_FILLS_THE_COUNTER) {
      insert(first);
    } else if (fault != Fault.RESET_KEEPS_THE_PIN) {
      card.reset();
    }
  }

  /** Puts the card back as it was before, at the same file. */
  private void goBack(CardState state) {
    insert(state);
    Apdus.last(card, Apdus.APPLICATION, Apdus.file(file));
  }

  String status(String command) {
    String answer = send(command);
    return answer.substring(answer.length() - 4);
  }

  /** Answers, data and status, in hexadecimal. */
  String send(String command) {
    if (command.startsWith("00A4020C02")) {
      file = command.substring(10);
    }
    CardState before = saved;
    String sent = command;
    if (fault == Fault.TAKES_MORE_THAN_THE_PIN && command.startsWith("0020008005" + "31323334")) {
      sent = "002000800431323334";
    }
    if (fault == Fault.MANAGER_KEEPS_THE_PIN && command.equals(Apdus.CARD_MANAGER)) {
      return "9000";
    }
    if (fault == Fault.SELECT_ENDS_THE_PIN && command.equals(Apdus.APPLICATION)) {
      card.reset();
    }
    String answer = Apdus.hex(Apdus.send(card, sent));
    return spoilt(command, answer, before);
  }

  private String spoilt(String command, String answer, CardState before) {
    boolean refused = answer.equals("6982");
    boolean query = command.equals("00200080");
    return switch (fault) {
      case CERTIFICATE_OPEN ->
          refused && command.startsWith("00B0") && file.equals("0001")
              ? inside(command, file)
              : answer;
      case SIGNS_WITHOUT_PIN ->
          refused && command.startsWith("802A") ? inside(command, file) : answer;
      case SIGNS_WITH_THE_OTHER_PIN ->
          refused && command.startsWith("802A") && isAnyVerified() ? inside(command, file) : answer;
      case COUNTS_NOTHING -> {
        if (answer.startsWith("63C") && !query) {
          goBack(before);
        }
        yield answer;
      }
      case COUNTER_NEVER_FULL_AGAIN -> {
        if (answer.startsWith("63C")) {
          fewestShown = Math.min(fewestShown, answer.charAt(3) - '0');
        }
        yield query ? "63C" + fewestShown : answer;
      }
      case CHANGES_WITHOUT_VERIFY ->
          refused && command.startsWith("0024") ? setPin(command) : answer;
      case ANY_PIN_LENGTH -> answer.equals("6A80") ? setPin(command) : answer;
      case SIGNS_WITHOUT_PADDING ->
          command.startsWith("802A") && answer.length() > 4 ? raw(command) : answer;
      case SIGNS_WITH_THE_OTHER_KEY ->
          command.startsWith("802A") && answer.length() > 4 ? inside(command, otherKey()) : answer;
      case QUERY_COSTS_A_TRY -> {
        if (query) {
          Apdus.send(card, Apdus.verify("0000"));
        }
        yield answer;
      }
      case PIN_IS_READABLE ->
          refused && command.startsWith("00B0") && file.equals("0018") ? "313233349000" : answer;
      case BLOCKED_IN_THE_QUERY -> query && answer.equals("63C0") ? "6983" : answer;
      default -> answer;
    };
  }

  private String otherKey() {
    return file.equals("0017") ? "001A" : "0017";
  }

  private boolean isAnyVerified() {
    return !Apdus.status(card, "00B0810001").equals("6982")
        || !Apdus.status(card, "802A009701AA").equals("6982");
  }

  /** What a card says that has both PINs. */
  private String inside(String command, String file) {
    Card open = TestCards.card(first);
    Apdus.last(
        open,
        Apdus.APPLICATION,
        Apdus.file("0018"),
        Apdus.verify(TestCards.IDENTIFICATION_PIN),
        Apdus.file("001B"),
        Apdus.verify(TestCards.SIGNATURE_PIN),
        Apdus.file(file));
    return Apdus.hex(Apdus.send(open, command));
  }

  private String setPin(String command) {
    byte[] pin = HexFormat.of().parseHex(command.substring(10));
    KeyUse use = file.equals("0018") ? KeyUse.USER_IDENTIFICATION : KeyUse.SIGNATURE;
    PinReference reference = PinReference.of(pin, 1, RANDOM);
    goBack(saved.withPin(use, new PinState(Optional.of(reference), use.tries())));
    return "9000";
  }

  private String raw(String command) {
    byte[] whole = HexFormat.of().parseHex(command);
    BigInteger input = new BigInteger(1, Arrays.copyOfRange(whole, 5, whole.length - 1));
    KeyUse use = file.equals("0017") ? KeyUse.USER_IDENTIFICATION : KeyUse.SIGNATURE;
    byte[] key = first.active().credential(use).orElseThrow().key().privateKey().bytes();
    try {
      RSAPrivateKey rsa =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
      String signature = input.modPow(rsa.getPrivateExponent(), rsa.getModulus()).toString(16);
      return "0".repeat(512 - signature.length()) + signature + "9000";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
