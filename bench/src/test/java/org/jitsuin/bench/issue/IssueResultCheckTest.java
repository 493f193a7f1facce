package org.jitsuin.bench.issue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.jitsuin.base.model.Serial;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.SharedStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Books that do not balance are noticed. */
@Tag("stack")
class IssueResultCheckTest {
  private static final Environment STAGE = SharedStage.stage();

  private static IssueSystem subject;

  private final IssueResultCheck ledger = new IssueResultCheck(STAGE.stack().admin());

  @BeforeAll
  static void open() {
    subject = new IssueSystem(STAGE.stack());
  }

  @AfterAll
  static void close() {
    subject.close();
  }

  private List<Acknowledged> issue() {
    return subject.issue(new IssueWorkload(STAGE).orders(1).next().orElseThrow());
  }

  @Test
  void settle_whatWasIssued_balances() {
    List<Acknowledged> issued = issue();

    assertThatCode(() -> ledger.settle(issued)).doesNotThrowAnyException();
  }

  @Test
  void settle_moreThanWasIssued_isNoticed() {
    Acknowledged made =
        new Acknowledged(
            "00000000-0000-0000-0000-000000000000",
            1,
            Serial.parse("0199eb2a3f0e00112233445566778899"));

    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.settle(List.of(made)))
        .withMessageContaining("1 acknowledged certificates that are not kept")
        .withMessageContaining("1 acknowledged certificates without status")
        .withMessageContaining("1 acknowledged certificates that the feed does not tell good")
        .withMessageContaining("1 acts without exactly one audit entry");
  }

  @Test
  void settle_lessThanWasIssued_isNoticed() {
    Acknowledged one = issue().getFirst();

    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.settle(List.of(one)))
        .withMessageContaining("1 kept certificates that were not acknowledged");
  }

  @Test
  void settle_whatWasIssuedBefore_isNoticed() {
    List<Acknowledged> issued = issue();
    IssueResultCheck later = new IssueResultCheck(STAGE.stack().admin());

    assertThatIllegalStateException()
        .isThrownBy(() -> later.settle(issued))
        .withMessageContaining("2 acknowledged certificates that the feed does not tell good")
        .withMessageContaining("1 acts without exactly one audit entry");
  }
}
