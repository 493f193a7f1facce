package org.jitsuin.base.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private final Trouble trouble = new Trouble();
  private final List<String> told = new ArrayList<>();

  private void failed(Throwable failure) {
    trouble.failed(failure, cause -> told.add(cause.getMessage()));
  }

  private void worked() {
    trouble.worked(failures -> told.add("works after " + failures));
  }

  @Test
  void failed_againAndAgain_isToldOnce() {
    failed(new IllegalStateException("first"));
    failed(new IllegalStateException("second"));
    failed(new IllegalStateException("third"));
    assertThat(told).containsExactly("first");
  }

  @Test
  void failed_inAnotherWay_isTold() {
    failed(new Fault(FaultCode.DATABASE_UNAVAILABLE, "database"));
    failed(new Fault(FaultCode.TOKEN_UNAVAILABLE, "token"));
    failed(new IllegalStateException("state"));
    failed(new Fault(FaultCode.DATABASE_UNAVAILABLE, "database once more"));
    failed(new UncheckedIOException(new IOException("files")));
    assertThat(told).containsExactly("database", "token", "state", "java.io.IOException: files");
  }

  @Test
  void worked_afterFailures_isToldOnceWithTheirNumber() {
    worked();
    failed(new IllegalStateException("first"));
    failed(new IllegalStateException("second"));
    trouble.failed("silent", () -> {});
    worked();
    worked();
    assertThat(told).containsExactly("first", "works after 3");
  }

  @Test
  void worked_thenFailedAsBefore_isToldAgain() {
    failed(new IllegalStateException("first"));
    trouble.worked(() -> told.add("works"));
    failed(new IllegalStateException("second"));
    assertThat(told).containsExactly("first", "works", "second");
  }

  @Test
  void failed_couldNotBeTold_isToldTheNextTime() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            trouble.failed(
                "kind",
                () -> {
                  throw new IllegalStateException("no memory");
                }));
    trouble.failed("kind", () -> told.add("now"));
    trouble.failed("kind", () -> told.add("again"));
    worked();
    assertThat(told).containsExactly("now", "works after 3");
  }
}
