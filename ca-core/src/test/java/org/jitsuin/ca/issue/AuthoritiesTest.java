package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class AuthoritiesTest {
  private final CaFixture ca = CaFixture.started();
  private final Instant issuesFrom = issuesFrom();

  @AfterEach
  void end() {
    setIssuesFrom(issuesFrom);
    ca.close();
  }

  private Instant issuesFrom() {
    return ca.authorities().all().getFirst().issuesFrom();
  }

  private void setIssuesFrom(Instant instant) {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.issuer SET issues_from = ? WHERE issuer_no = 1",
                instant.toEpochMilli()));
  }

  @Test
  void all_withinTenSeconds_isNotReadAgain() {
    setIssuesFrom(issuesFrom.minusSeconds(1));
    ca.clock().advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(issuesFrom()).isEqualTo(issuesFrom);
    ca.clock().advance(Duration.ofMillis(1));
    assertThat(issuesFrom()).isEqualTo(issuesFrom.minusSeconds(1));
  }

  @Test
  void all_clockSetBack_isReadAgain() {
    setIssuesFrom(issuesFrom.minusSeconds(1));
    ca.clock().advance(Duration.ofHours(-1));
    assertThat(issuesFrom()).isEqualTo(issuesFrom.minusSeconds(1));
  }

  @Test
  void issuing_generationThatBeginsLater_isNotUsedBeforeThat() {
    Instant later = ca.clock().instant().plus(Duration.ofHours(1));
    setIssuesFrom(later);
    ca.clock().advance(Duration.ofSeconds(10));
    assertThat(numbers()).doesNotContain(1);
    ca.clock().advance(Duration.ofHours(1));
    assertThat(numbers()).contains(1);
  }

  @Test
  void issuing_generationThatIsRetired_isNotUsed() {
    assertThat(numbers()).contains(1);
    setRetired(ca.clock().instant().toEpochMilli());
    try {
      ca.clock().advance(Duration.ofSeconds(10));
      assertThat(numbers()).doesNotContain(1);
    } finally {
      setRetired(null);
    }
  }

  /** Of an authority without a generation that issues there is none. */
  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (Authority authority : Authority.values()) {
      try {
        numbers.add(ca.authorities().issuing(authority).number());
      } catch (Fault e) {
        assertThat(e.code()).isEqualTo(FaultCode.AUTHORITY_MISSING);
      }
    }
    return numbers;
  }

  private void setRetired(Long at) {
    ca.admin()
        .useHandle(handle ->
            handle.execute("UPDATE status.issuer SET retired_at = ? WHERE issuer_no = 1", at));
  }
}
