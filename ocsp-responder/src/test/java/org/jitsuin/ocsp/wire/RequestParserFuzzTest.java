package org.jitsuin.ocsp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Octets from anybody: those stored beside this class, and those that Jazzer makes of them, guided
 * by which code they reach. The build has a Java machine of its own for it, as Jazzer changes
 * classes. What it finds wanting it leaves in the module's directory: put that to the stored ones.
 */
class RequestParserFuzzTest {
  private static final RequestLimits LIMITS = new RequestLimits(16_384, 32, true);
  private static final RequestParser PARSER = new RequestParser(LIMITS);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Octets of memory that a request may take, whatever it is, and for each of its own octets. */
  private static final long ANY = 100_000;

  private static final long EACH = 100;

  @FuzzTest(maxExecutions = 50_000)
  void parse_anyOctets_isAValueThatCostsNoMoreThanItsSize(byte[] octets) {
    check(octets);
  }

  /** The same, on demand: {@code -Dfuzz.test=RequestParserFuzzTest#parse_anyOctetsForAnHour*}. */
  @FuzzTest(maxDuration = "1h")
  void parse_anyOctetsForAnHour_isAValueThatCostsNoMoreThanItsSize(byte[] octets) {
    check(octets);
  }

  private static void check(byte[] octets) {
    // First so that what is loaded and made once is there.
    PARSER.parse(octets);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    ParsedRequest parsed = PARSER.parse(octets);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (taken > ANY + EACH * octets.length) {
      throw new AssertionError(octets.length + " octets took " + taken + " of memory");
    }
    if (parsed instanceof OcspRequest request) {
      check(request, octets);
    }
  }

  private static void check(OcspRequest request, byte[] octets) {
    int count = request.certIds().size();
    if (count < 1 || count > LIMITS.certIds() || octets.length > LIMITS.octets()) {
      throw new AssertionError("a request beyond its limits");
    }
    int named = request.certIds().stream().mapToInt(certId -> certId.encoded().length).sum();
    int certificates =
        request.signature().stream()
            .flatMap(signature -> signature.certificates().stream())
            .mapToInt(certificate -> certificate.bytes().length)
            .sum();
    if (named + certificates > octets.length) {
      throw new AssertionError("more was read than there is");
    }
  }
}
