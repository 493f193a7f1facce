package org.jitsuin.base.work;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jitsuin.base.Fault;

/**
 * What keeps something from working that is tried again and again. Each kind of failure is told
 * once, not each time, and so is the end of all of them.
 */
public final class Trouble {
  private final Set<String> told = new HashSet<>();
  private long failures;

  /**
   * Notes a failure, whose kind is the code of a {@link Fault} and the class of any other.
   *
   * @param tell is told of the first of its kind since it last worked
   */
  public void failed(Throwable failure, Consumer<? super Throwable> tell) {
    failed(kind(failure), () -> tell.accept(failure));
  }

  /**
   * Notes a failure.
   *
   * @param kind one of a few
   * @param tell is told of the first of its kind since it last worked; if it throws, the next is
   */
  public synchronized void failed(String kind, Runnable tell) {
    failures++;
    if (!told.contains(kind)) {
      tell.run();
      told.add(kind);
    }
  }

  /**
   * Notes that it works.
   *
   * @param tell is told if it did not before
   */
  public void worked(Runnable tell) {
    worked(_ -> tell.run());
  }

  /**
   * Notes that it works.
   *
   * @param tell is told how often it failed before, if it did
   */
  public synchronized void worked(LongConsumer tell) {
    long before = failures;
    failures = 0;
    told.clear();
    if (before > 0) {
      tell.accept(before);
    }
  }

  private static String kind(Throwable failure) {
    return failure instanceof Fault fault ? fault.code().name() : failure.getClass().getName();
  }
}
