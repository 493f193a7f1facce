package org.jitsuin.ocsp.boot;

import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ocsp.OcspLog;

/**
 * Tells the log how work goes that is done again and again, as far as the work does not do so
 * itself.
 */
record WorkReport(String name) implements RepeatedWork.Report {
  @Override
  public void failed(Throwable failure) {
    OcspLog.LOG.workBroken(name, failure);
  }

  @Override
  public void recovered(long failures) {
    OcspLog.LOG.workRecovered(name, failures);
  }
}
