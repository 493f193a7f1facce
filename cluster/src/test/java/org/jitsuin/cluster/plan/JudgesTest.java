package org.jitsuin.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jitsuin.cluster.plan.Judges.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the files are for. */
@Tag("stack")
class JudgesTest {
  private static final ClusterPlan PLAN =
      ClusterPlanTest.plan(
          "db-1=10.77.0.11,db-2=10.77.0.12,db-3=10.77.0.13,app-1=10.77.0.21,app-2=10.77.0.22,"
              + "relay-1=10.77.0.31,va-1=10.77.0.41");

  @TempDir private Path directory;
  private Path files;

  @BeforeEach
  void write() {
    assumeTrue(Files.exists(Path.of("/usr/sbin/haproxy")), "haproxy is not installed here");
    files = directory.resolve("plan");
    PlanFiles.write(PLAN, files);
  }

  @Test
  void ask_aboutThePlan_allIsUnderstood() {
    assertThat(Judges.ask(PLAN, files))
        .hasSize(7)
        .allSatisfy(verdict -> assertThat(verdict.complaint()).isEmpty());
  }

  /** They would say so if they did not understand. */
  @Test
  void ask_aboutWordsThatNobodyKnows_isTold() throws IOException {
    spoil("db-2/60-jitsuin.cnf", "innodb_lock_wait_timeout", "innodb_lock_weight_timeout");
    spoil("app-1/haproxy.cfg", "stick on dst", "stick on dust");

    List<Verdict> verdicts = Judges.ask(PLAN, files);

    assertThat(verdicts)
        .filteredOn(verdict -> verdict.complaint().isPresent())
        .extracting(Verdict::file)
        .containsExactly("db-2/60-jitsuin.cnf", "app-1/haproxy.cfg");
  }

  private void spoil(String file, String word, String other) throws IOException {
    Path path = files.resolve(file);
    Files.writeString(path, Files.readString(path).replace(word, other));
  }
}
