package org.jitsuin.bench.ocsp;

import com.sun.management.ThreadMXBean;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;

/**
 * The octets that the I/O threads of this process have allocated since they began, which only the
 * process itself can know. Answers that need no signature are made and sent by no other thread.
 */
final class Allocation {
  /**
   * The name that XNIO gives I/O threads; those that run handlers which may wait are called {@code
   * task}.
   */
  private static final String IO_THREADS = "XNIO-.* I/O-\\d+";

  private Allocation() {}

  /** Tells it as a decimal number. */
  static void send(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    exchange.getResponseSender().send(Long.toString(octets()));
  }

  private static long octets() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> thread.getThreadName().matches(IO_THREADS))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    if (ids.length == 0) {
      throw new IllegalStateException("there is no I/O thread");
    }
    return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
  }
}
