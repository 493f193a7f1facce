package org.jitsuin.ca.boot;

import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.ca.CaMessages;

/**
 * What is done again and again whatever happens: the outermost handler of a thread or a schedule,
 * which an exception that escapes would end for good. A failure is told once, and so is its end.
 * Not for several threads at a time.
 */
final class RepeatedWork implements Runnable {
  private final Runnable work;
  private final BiConsumer<FaultCode, String> failed;
  private final Runnable recovered;
  private boolean failing;

  /**
   * @param failed is told of the first failure
   * @param recovered is told when it works again
   */
  RepeatedWork(Runnable work, BiConsumer<FaultCode, String> failed, Runnable recovered) {
    this.work = work;
    this.failed = failed;
    this.recovered = recovered;
  }

  @Override
  public void run() {
    try {
      work.run();
      if (failing) {
        recovered.run();
      }
      failing = false;
    } catch (Fault e) {
      tell(e.code(), e.getMessage());
    } catch (UncheckedIOException e) {
      tell(FaultCode.FILES_UNAVAILABLE, e.getCause().toString());
    } catch (RuntimeException e) {
      CaMessages.LOG.requestBroken(e);
    }
  }

  private void tell(FaultCode code, String problem) {
    // Who is being stopped does not cry.
    if (!failing && !Thread.currentThread().isInterrupted()) {
      failed.accept(code, problem);
    }
    failing = true;
  }
}
