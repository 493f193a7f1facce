package org.jitsuin.repository.boot;

import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.repository.RepositoryLog;

/** Tells the log how work goes that is done again and again. */
record WorkReport(String name) implements RepeatedWork.Report {
  @Override
  public void failed(Throwable failure) {
    RepositoryLog.LOG.workBroken(name, failure);
  }

  @Override
  public void recovered(long failures) {
    RepositoryLog.LOG.workRecovered(name, failures);
  }
}
