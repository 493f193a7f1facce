package org.jitsuin.card.personalisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.CARD_MANAGER;
import static org.jitsuin.card.testing.Apdus.data;
import static org.jitsuin.card.testing.Apdus.hex;
import static org.jitsuin.card.testing.Apdus.status;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.OfficeCommand;
import org.jitsuin.card.channel.Operation;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channel, as somebody in between or without its keys sees it. */
class OfficeChannelTest {
  private static final Bytes ORDER = CardWriterTest.ORDER;

  private final CardInHand hand = new CardInHand(TestCards.blank());

  private String send(byte[] command) {
    return status(hand.card(), hex(command));
  }

  @Test
  void open_withOtherKeys_endsAtTheCardsProof() {
    Bytes other = TestCards.CHANNEL_KEYS.data();
    ChannelKeys wrong = new ChannelKeys(1, other, other, other);
    assertThatThrownBy(() -> OfficeChannel.open(hand, (name, version) -> wrong, CardInHand.RANDOM))
        .isInstanceOf(ChannelException.class);
    assertThat(hand.sent()).as("nothing was shown to it").hasSize(2);
  }

  @Test
  void open_withAProofThatIsNone_isRefusedAndOver() {
    status(hand.card(), CARD_MANAGER);
    assertThat(data(hand.card(), "8050000008010203040506070800")).hasSize(29);
    String proof = "8482330010" + "00".repeat(16);
    assertThat(status(hand.card(), proof)).isEqualTo("6982");
    assertThat(status(hand.card(), proof)).as("a second guess").isEqualTo("6985");
  }

  @Test
  void initialize_twice_isNeverTheSame() {
    status(hand.card(), CARD_MANAGER);
    byte[] one = data(hand.card(), "8050000008010203040506070800");
    byte[] other = data(hand.card(), "8050000008010203040506070800");
    assertThat(one).isNotEqualTo(other).startsWith(Arrays.copyOf(other, 13));
  }

  @ParameterizedTest
  @CsvSource({
    "8482330010, 6985, without a challenge",
    "8482000010, 6A86, no protection",
    "8482010010, 6A86, less protection",
    "8482130010, 6A86, less protection",
    "84CA000008, 6982, no channel",
    "84E2800008, 6982, no channel",
    "84B0000008, 6982, no channel",
    "842A000108, 6982, no channel",
    "80CA000008, 6D00, unprotected",
    "80E2800008, 6D00, unprotected",
    "00B0000000, 6986, unprotected",
    "8050070008, 6A88, keys that are not there",
    "8050000108, 6A86, other parameters",
    "8050000007, 6700, a short challenge"
  })
  void process_withoutChannel_isRefused(String start, String expected) {
    status(hand.card(), CARD_MANAGER);
    int length = Integer.parseInt(start.substring(8), 16);
    assertThat(status(hand.card(), start + "00".repeat(length))).isEqualTo(expected);
    assertThat(hand.saved()).isEqualTo(TestCards.blank());
  }

  @ParameterizedTest
  @CsvSource({"8050000008010203040506070800", "84CA000008 0000000000000000"})
  void process_inTheApplication_isRefused(String command) {
    status(hand.card(), APPLICATION);
    assertThat(status(hand.card(), command.replace(" ", ""))).startsWith("6");
  }

  @Test
  void command_sentAgain_isRefusedAndEndsTheChannel() throws IOException {
    OfficeChannel channel = hand.channel();
    channel.update(1, Operation.BEGIN, ORDER);
    byte[] begin = hand.sent().getLast();
    CardState after = hand.saved();
    assertThat(send(begin)).isEqualTo("6982");
    assertThat(hand.saved()).isEqualTo(after);
    assertThatThrownBy(channel::standing).hasMessageEndingWith("6982");
  }

  @Test
  void session_playedAgain_isRefused() throws IOException {
    hand.channel().update(1, Operation.BEGIN, ORDER);
    List<byte[]> session = new ArrayList<>(hand.sent());
    CardState after = hand.saved();
    hand.reinsert();
    List<String> answers = session.stream().map(this::send).toList();
    assertThat(answers).containsExactly("9000", "9000", "6982", "6982");
    assertThat(hand.saved()).isEqualTo(after);
  }

  @Test
  void commands_inAnotherOrder_areRefused() throws IOException {
    List<byte[]> held = new ArrayList<>();
    boolean[] holding = {false};
    CardLink between =
        command -> {
          if (holding[0]) {
            held.add(command);
            throw new IOException("held back");
          }
          return hand.transmit(command);
        };
    OfficeChannel channel =
        OfficeChannel.open(between, (name, version) -> TestCards.CHANNEL_KEYS, CardInHand.RANDOM);
    holding[0] = true;
    assertThatThrownBy(() -> channel.update(1, Operation.BEGIN, ORDER)).hasMessage("held back");
    assertThatThrownBy(() -> channel.update(2, Operation.ABANDON, ORDER)).hasMessage("held back");
    assertThat(send(held.get(1))).isEqualTo("6982");
    assertThat(send(held.get(0))).as("the channel ended").isEqualTo("6982");
    assertThat(hand.saved()).isEqualTo(TestCards.blank());
  }

  @Test
  void update_lastOneAgain_isWithoutEffect() throws IOException {
    hand.channel().update(1, Operation.BEGIN, ORDER);
    CardState after = hand.saved();
    hand.channel().update(1, Operation.BEGIN, ORDER);
    assertThat(hand.saved()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "3", "2147483647"})
  void update_notTheNext_isRefused(int counter) throws IOException {
    hand.channel().update(1, Operation.BEGIN, ORDER);
    CardState after = hand.saved();
    assertThatThrownBy(() -> hand.channel().update(counter, Operation.ABANDON, ORDER))
        .hasMessageEndingWith("6985");
    assertThat(hand.saved()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({
    "BEGIN, ''", "BEGIN, 00", "GENERATE, 00", "CERTIFICATE, 00", "AUTHORITY, ''", "ACTIVATE, 00",
    "ABANDON, 00", "PIN, ''", "PIN, 0331323334", "PIN, 02313233", "UNLOCK, ''", "UNLOCK, 0101",
    "KEYS, 01", "END, 00"
  })
  void update_malformed_isRefused(Operation operation, String content) {
    byte[] octets = HexFormat.of().parseHex(content);
    assertThatThrownBy(() -> hand.channel().update(1, operation, Bytes.of(octets)))
        .hasMessageEndingWith("6a80");
    assertThat(hand.saved()).isEqualTo(TestCards.blank());
  }

  @Test
  void update_tooLong_isRefused() throws IOException {
    OfficeChannel channel = hand.channel();
    Bytes much = Bytes.of(new byte[OfficeCommand.LONGEST_UPDATE]);
    assertThatThrownBy(() -> channel.update(1, Operation.CERTIFICATE, much))
        .hasMessageEndingWith("6a84");
  }

  @Test
  void request_withoutAnOrder_isRefused() {
    assertThatThrownBy(() -> hand.channel().request(KeyUse.SIGNATURE)).hasMessageEndingWith("6a88");
  }

  @Test
  void answer_changedOnTheWay_isNotBelieved() throws IOException {
    boolean[] changing = {false};
    CardLink between =
        command -> {
          byte[] answer = hand.transmit(command);
          if (changing[0]) {
            answer[0] ^= 1;
          }
          return answer;
        };
    OfficeChannel channel =
        OfficeChannel.open(between, (n, v) -> TestCards.CHANNEL_KEYS, CardInHand.RANDOM);
    changing[0] = true;
    assertThatThrownBy(channel::standing).isInstanceOf(ChannelException.class);
  }
}
