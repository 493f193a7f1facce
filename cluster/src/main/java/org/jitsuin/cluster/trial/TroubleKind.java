package org.jitsuin.cluster.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What is done to a cluster in a trial. */
enum TroubleKind {
  KILL_WRITER,
  KILL_NODE,
  FREEZE_WRITER,
  FREEZE_NODE,
  KILL_SERVER,
  FREEZE_SERVER,
  FREEZE_AT_HEADS,
  KILL_PROXY,
  CUT_WRITER_ONE_WAY,
  CUT_WRITER,
  CUT_NODE,
  CUT_SERVER_FROM_WRITER,
  SLOW_NODE,
  KILL_ALL_LOSE_ONE;

  /** As it is written in histories and on the command line. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * An order of so many troubles: all kinds once, then all once more, each time in another order.
   */
  static List<TroubleKind> schedule(Random random, int count) {
    List<TroubleKind> schedule = new ArrayList<>();
    while (schedule.size() < count) {
      List<TroubleKind> round = new ArrayList<>(Arrays.asList(values()));
      Collections.shuffle(round, random);
      schedule.addAll(round);
    }
    return List.copyOf(schedule.subList(0, count));
  }
}
