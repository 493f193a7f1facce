package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A card is pulled by the end of its process, at whatever moment; another takes its reader. */
@Tag("stack")
class PulledCardTest {
  private static final String APPLICATION = "00A4040C0AD392F000260100000001";
  private static final String UNSIGNING = "unsigning";

  private PcscStage stage;

  @BeforeEach
  void putUp() {
    stage = PcscStage.get();
  }

  @AfterEach
  void putBack() {
    stage.shelf().inserted(UNSIGNING).ifPresent(_ -> stage.shelf().remove(UNSIGNING));
    if (stage.shelf().inserted(PcscStage.OTHER).isEmpty()) {
      stage.shelf().insert(PcscStage.OTHER, stage.shelf().ownReader());
    }
  }

  private static int last(String... commands) throws CardException {
    Card card = PcscTest.terminal(PcscStage.OTHER).connect("*");
    try {
      int status = 0;
      for (String command : commands) {
        status =
            card.getBasicChannel()
                .transmit(new CommandAPDU(HexFormat.of().parseHex(command)))
                .getSW();
      }
      return status;
    } finally {
      card.disconnect(true);
    }
  }

  @Test
  void pulled_afterAWrongTry_givesItNotBack()
      throws CardException, InterruptedException, ExecutionException {
    assertThat(last(APPLICATION, "00A4020C02001B", "0020008006585858585858")).isEqualTo(0x63C4);

    ProcessHandle process = stage.shelf().inserted(PcscStage.OTHER).orElseThrow().process();
    process.destroyForcibly();
    process.onExit().get();

    assertThat(stage.shelf().inserted(PcscStage.OTHER)).isEmpty();
    stage.shelf().insert(PcscStage.OTHER, stage.shelf().ownReader());
    assertThat(last(APPLICATION, "00A4020C02001B", "00200080")).isEqualTo(0x63C4);
    assertThat(last(APPLICATION, "00A4020C02001B", "0020008006414243313233")).isEqualTo(0x9000);
  }

  /** Faster than the reader looks, and in the middle of a command: it is there all the same. */
  @RepeatedTest(3)
  void pulled_andPutBackAtOnce_isThere()
      throws CardException, InterruptedException, ExecutionException {
    Card card = PcscTest.terminal(PcscStage.OTHER).connect("*");
    ProcessHandle process = stage.shelf().inserted(PcscStage.OTHER).orElseThrow().process();
    process.destroyForcibly();
    process.onExit().get();
    CardChannel channel = card.getBasicChannel();
    CommandAPDU select = new CommandAPDU(HexFormat.of().parseHex(APPLICATION));
    assertThatThrownBy(() -> channel.transmit(select)).isInstanceOf(CardException.class);
    try {
      card.disconnect(true);
    } catch (CardException e) {
      assertThat(e).hasMessageContaining("disconnect");
    }

    stage.shelf().insert(PcscStage.OTHER, stage.shelf().ownReader());
    assertThat(last(APPLICATION)).isEqualTo(0x9000);
  }

  @Test
  void opensc_cardWithoutSignatureCertificateByAnotherAtr_isUsedAllTheSame() {
    stage.shelf().remove(PcscStage.OTHER);
    stage.insertUnsigning(UNSIGNING, "3B888001000041E0B381A1003B");
    String reader = stage.reader(UNSIGNING);

    String certificates =
        PcscStage.run("pkcs15-tool", "--reader", reader, "--list-certificates").text();
    String name = PcscStage.run("opensc-tool", "--reader", reader, "--name").text();

    assertThat(name).startsWith("jpki");
    assertThat(certificates).contains("[User Authentication Certificate]");
    assertThat(PcscStage.run("pkcs15-tool", "--reader", reader, "--read-certificate", "01").text())
        .contains("BEGIN CERTIFICATE");
  }
}
