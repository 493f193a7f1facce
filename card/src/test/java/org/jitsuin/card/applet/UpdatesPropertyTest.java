package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.OfficeCommand;
import org.jitsuin.card.channel.Operation;
import org.jitsuin.card.channel.Update;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;

/** Whatever an office with the right keys sends, in whatever order, a card stays one. */
class UpdatesPropertyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CardState FIRST = first();

  /** A personalised card whose PINs lost a try each. */
  private static CardState first() {
    CardState state = TestCards.personalisedState(CardTraits.usual().withPinIterations(1));
    for (KeyUse use : KeyUse.values()) {
      state = state.withPin(use, state.pin(use).withTriesLeft(1));
    }
    return state;
  }

  @Property(tries = 150)
  void update_inAnyOrder_changesWhatItSaysAndNothingElse(@ForAll("updates") List<Update> updates) {
    CardState state = FIRST;
    for (Update update : updates) {
      Updates.Result result = new Updates(state, RANDOM).apply(update);
      assertThat(result.next().isPresent()).isEqualTo(result.status() == 0x9000);
      CardState next = result.next().orElse(state);
      compare(update.operation(), state, next);
      state = next;
    }
  }

  private static void compare(Operation operation, CardState before, CardState after) {
    boolean ended = operation == Operation.END;
    boolean activated = operation == Operation.ACTIVATE;
    if (!activated && !ended) {
      assertThat(after.active()).isEqualTo(before.active());
    }
    if (activated && !after.equals(before)) {
      assertThat(after.active().number()).isEqualTo(before.active().number() + 1);
      assertThat(after.order()).isEmpty();
    }
    assertThat(after.active().credentials().values()).allMatch(Credential::isComplete);
    for (KeyUse use : KeyUse.values()) {
      boolean mayRise = operation == Operation.PIN || operation == Operation.UNLOCK;
      assertThat(after.pin(use).triesLeft() > before.pin(use).triesLeft() && !mayRise).isFalse();
      assertThat(after.pin(use).triesLeft()).isLessThanOrEqualTo(use.tries());
    }
    if (operation != Operation.KEYS) {
      assertThat(after.channelKeys()).isEqualTo(before.channelKeys());
    }
    assertThat(after.ended())
        .isEqualTo(ended ? !after.equals(before) || before.ended() : before.ended());
  }

  @Property(tries = 500)
  void answer_anyCommand_isAStatus(
      @ForAll("instructions") int instruction,
      @ForAll byte p1,
      @ForAll byte p2,
      @ForAll byte[] data) {
    CardState[] saved = {FIRST};
    OfficeCommands office =
        new OfficeCommands(new Memory(FIRST, state -> saved[0] = state), RANDOM);
    CommandApdu command =
        CommandApdu.parse(new byte[] {(byte) 0x84, (byte) instruction, p1, p2}).orElseThrow();
    assertThat(office.answer(command, data).encoded().length).isBetween(2, 241);
    assertThat(saved[0].active().number()).isEqualTo(1);
  }

  @Provide
  static Arbitrary<Integer> instructions() {
    return Arbitraries.of(
        OfficeCommand.GET_DATA,
        OfficeCommand.STORE_DATA,
        OfficeCommand.MAKE_REQUEST,
        OfficeCommand.READ_RESULT,
        0x00);
  }

  @Provide
  static Arbitrary<List<Update>> updates() {
    Arbitrary<Operation> operations =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.of(Operation.class)),
            Tuple.of(
                9,
                Arbitraries.of(Operation.class)
                    .filter(any -> any != Operation.END && any != Operation.KEYS)));
    return Combinators.combine(operations, contents())
        .as((operation, content) -> new Update(1, operation, fitting(operation, content)))
        .list()
        .ofMaxSize(25);
  }

  /** An order of two, a use of two and one that is none, a PIN, or what is left out. */
  private record Content(int order, int use, String pin, boolean cut) {}

  private static Arbitrary<Content> contents() {
    return Combinators.combine(
            Arbitraries.of(1, 1, 1, 2),
            Arbitraries.of(1, 2, 2, 3),
            Arbitraries.of("1234", "ABC123", "", "abc123"),
            Arbitraries.of(false, false, false, true))
        .as(Content::new);
  }

  private static Bytes fitting(Operation operation, Content content) {
    byte[] order = new byte[16];
    order[0] = (byte) content.order();
    byte[] use = {(byte) content.use()};
    byte[] whole =
        switch (operation) {
          case BEGIN, ACTIVATE, ABANDON -> order;
          case GENERATE -> DerWriter.concatenate(order, use, new byte[] {2});
          case CERTIFICATE, AUTHORITY -> DerWriter.concatenate(order, use, certificate(content));
          case PIN -> DerWriter.concatenate(use, content.pin().getBytes(StandardCharsets.US_ASCII));
          case UNLOCK -> use;
          case KEYS -> DerWriter.concatenate(new byte[] {(byte) content.use()}, new byte[48]);
          case END -> new byte[0];
        };
    int length = content.cut() && whole.length > 0 ? whole.length - 1 : whole.length;
    return Bytes.of(Arrays.copyOf(whole, length));
  }

  /** Of the card's old key: good for an authority's file, and for no new key. */
  private static byte[] certificate(Content content) {
    KeyUse use = content.use() == 1 ? KeyUse.SIGNATURE : KeyUse.USER_IDENTIFICATION;
    Optional<Credential> credential = FIRST.active().credential(use);
    return credential.flatMap(Credential::certificate).orElseThrow().bytes();
  }
}
