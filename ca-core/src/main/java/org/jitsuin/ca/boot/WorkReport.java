package org.jitsuin.ca.boot;

import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.CaLog;

/** Tells the log how work goes that is done again and again. */
final class WorkReport implements RepeatedWork.Report {
  private final String name;
  private final BiConsumer<FaultCode, String> faulty;
  private final Runnable again;
  private boolean unforeseen;

  /**
   * @param name of the work
   * @param faulty is told of a fault that may pass
   * @param again is told when it works again after such faults only
   */
  WorkReport(String name, BiConsumer<FaultCode, String> faulty, Runnable again) {
    this.name = name;
    this.faulty = faulty;
    this.again = again;
  }

  @Override
  public void failed(Throwable failure) {
    switch (failure) {
      case Fault fault -> faulty.accept(fault.code(), fault.getMessage());
      case UncheckedIOException e ->
          faulty.accept(FaultCode.FILES_UNAVAILABLE, e.getCause().toString());
      default -> {
        unforeseen = true;
        CaLog.LOG.workBroken(name, failure);
      }
    }
  }

  @Override
  public void recovered(long failures) {
    if (unforeseen) {
      CaLog.LOG.workRecovered(name, failures);
    } else {
      again.run();
    }
    unforeseen = false;
  }
}
