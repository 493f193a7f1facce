package org.jitsuin.cluster.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** What is done to a cluster in a trial. */
public enum TroubleKind {
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
  KILL_ALL_LOSE_ONE,
  STOP_REPLICATION,
  KILL_RELAY,
  KILL_VALIDATION,
  FULL_DISK,
  WRONG_CLOCK,
  ROLLING_RESTART;

  /** As it is written in histories and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads kinds.
   *
   * @param ids separated by commas; none where it is empty
   * @throws IllegalArgumentException that names what is no kind, and those that there are
   */
  public static List<TroubleKind> parse(String ids) {
    return ids.isEmpty()
        ? List.of()
        : Arrays.stream(ids.split(",", -1)).map(TroubleKind::of).toList();
  }

  private static TroubleKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no trouble \"%s\"; there are %s"
                    .formatted(
                        id,
                        Arrays.stream(values())
                            .map(TroubleKind::id)
                            .collect(Collectors.joining(", ")))));
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
