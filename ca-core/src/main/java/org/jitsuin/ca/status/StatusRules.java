package org.jitsuin.ca.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.log.LogState;
import org.jitsuin.ca.log.WitnessRound;
import org.jitsuin.ca.status.StatusView.ClockView;
import org.jitsuin.ca.status.StatusView.DatabaseView;
import org.jitsuin.ca.status.StatusView.EndView;
import org.jitsuin.ca.status.StatusView.LogView;
import org.jitsuin.ca.status.StatusView.RoundView;
import org.jitsuin.ca.status.StatusView.ServiceView;
import org.jitsuin.ca.status.StatusView.WaitingView;
import org.jitsuin.ca.status.StatusView.WitnessView;
import org.jitsuin.ca.status.Why.Reason;

/** Judges what was asked: which condition it is in, and why. */
final class StatusRules {
  /** Facts of a health report that are numbers, and no warning. */
  private static final Set<String> NUMBERS = Set.of("partitions", "current", "failing", "code");

  /** The log is signed each second; a busy machine may take some. */
  private static final Duration LOG_LATE = Duration.ofSeconds(30);

  /** A weekend is no reason to call anybody. */
  private static final Duration LONG_BEHIND = Duration.ofDays(4);

  private StatusRules() {}

  static ClockView clock(Instant authorities, Instant machine) {
    // Both are read one after the other.
    boolean moved =
        Duration.between(authorities, machine).abs().compareTo(Duration.ofSeconds(1)) > 0;
    return new ClockView(
        moved ? Condition.ATTENTION : Condition.GOOD,
        moved
            ? Why.of(
                new Reason(
                    "the authorities' clock is moved, for training", "認証局の時計が研修のために動かされています"))
            : Why.NOTHING,
        authorities,
        machine,
        moved);
  }

  static DatabaseView database(Optional<Instant> silentSince) {
    return new DatabaseView(
        silentSince.isPresent() ? Condition.FAILING : Condition.GOOD,
        silentSince
            .map(since ->
                Why.of(
                    new Reason(
                        "the database has not answered since " + since,
                        "データベースが " + since + " から応答していません")))
            .orElse(Why.NOTHING),
        silentSince.orElse(null));
  }

  static ServiceView service(String name, Optional<Readiness> readiness) {
    if (readiness.isEmpty()) {
      return new ServiceView(
          name,
          Condition.UNKNOWN,
          Why.of(new Reason("it does not run on this server", "このサーバーでは動いていません")),
          Map.of());
    }
    Map<String, String> numbers = new TreeMap<>();
    List<Reason> why = new ArrayList<>();
    new TreeMap<>(readiness.get().facts())
        .forEach((fact, text) -> {
          if (NUMBERS.contains(fact)) {
            numbers.put(fact, text);
          } else {
            why.add(Reason.reported(text));
          }
        });
    return new ServiceView(name, condition(readiness.get(), why), Why.of(why), numbers);
  }

  private static Condition condition(Readiness readiness, List<Reason> why) {
    if (!readiness.up()) {
      return Condition.FAILING;
    }
    return why.isEmpty() ? Condition.GOOD : Condition.ATTENTION;
  }

  static LogView log(
      LogState state, long refused, List<WitnessRound.Standing> witnesses, Instant now) {
    boolean begun = state.at().isAfter(Instant.EPOCH);
    Duration age = begun ? positive(Duration.between(state.at(), now)) : Duration.ZERO;
    List<Reason> why = new ArrayList<>();
    state.fault().map(Fault::getMessage).map(Reason::reported).ifPresent(why::add);
    if (begun && age.compareTo(LOG_LATE) > 0) {
      why.add(
          new Reason(
              "the log was last found signed to its end " + age.toSeconds() + " seconds ago",
              "ログが末尾まで署名されていたのは" + age.toSeconds() + "秒前が最後です"));
    }
    if (refused > 0) {
      why.add(
          new Reason(
              "entries of the CRL publisher were refused: audit.submission",
              "CRL発行側の記録が受け付けられませんでした（表 audit.submission）"));
    }
    List<WitnessView> views = witnesses.stream().map(StatusRules::witness).toList();
    Condition own = state.fault().isPresent() ? Condition.FAILING : warned(why);
    Condition seen = begun ? own : Condition.worst(Stream.of(own, Condition.UNKNOWN));
    return new LogView(
        Condition.worst(Stream.concat(Stream.of(seen), views.stream().map(WitnessView::condition))),
        Why.of(why),
        begun ? state.size() : null,
        begun ? state.at() : null,
        begun ? age.toSeconds() : null,
        refused,
        views);
  }

  private static WitnessView witness(WitnessRound.Standing standing) {
    Condition condition =
        standing.problem().isPresent()
            ? Condition.ATTENTION
            : standing.askedAt().isPresent() ? Condition.GOOD : Condition.UNKNOWN;
    return new WitnessView(
        standing.name(),
        condition,
        Why.of(standing.problem().map(Reason::reported).stream().toList()),
        standing.askedAt().isPresent() ? standing.size() : null,
        standing.askedAt().orElse(null));
  }

  static RoundView round(Heartbeats.Rhythm rhythm) {
    return new RoundView(
        rhythm.name(),
        rhythm.stopped() ? Condition.FAILING : Condition.GOOD,
        rhythm.since().toSeconds(),
        rhythm.patience().toSeconds());
  }

  /** Returns how a certificate stands that lasts so long; nobody is served without some of them. */
  static Condition end(Duration left) {
    if (left.isNegative() || left.isZero()) {
      return Condition.FAILING;
    }
    Instant some = Instant.EPOCH;
    return new CertificateEnd("", some.plus(left), false).isClose(some)
        ? Condition.ATTENTION
        : Condition.GOOD;
  }

  static EndView end(String certificate, Duration left) {
    return new EndView(certificate, end(left), left.toSeconds(), left.toDays());
  }

  static WaitingView waiting(Sources.Waiting waiting, Optional<Long> responders) {
    List<Reason> why = new ArrayList<>();
    if (waiting.holds() > 0) {
      why.add(
          new Reason(
              waiting.holds() + " holds of resident events wait for two CA operators",
              "異動通知の保留が" + waiting.holds() + "件、運用担当者2名の判断を待っています"));
    }
    if (responders.orElse(0L) > 0) {
      why.add(
          new Reason(
              responders.get() + " OCSP responders wait to be admitted",
              "OCSPレスポンダーが" + responders.get() + "台、登録を待っています"));
    }
    if (waiting.retentionBehind().compareTo(LONG_BEHIND) > 0) {
      long days = waiting.retentionBehind().toDays();
      why.add(
          new Reason(
              "records that may be kept no longer were last erased in full " + days + " days ago",
              "保存期間を過ぎた記録がすべて消去されたのは" + days + "日前が最後です"));
    }
    return new WaitingView(
        warned(why),
        Why.of(why),
        waiting.holds(),
        waiting.heldEvents(),
        waiting.budgetsUsedUp(),
        waiting.suspensionsSlowed(),
        responders.orElse(null),
        waiting.retentionBehind().toSeconds());
  }

  static Condition warned(List<Reason> why) {
    return why.isEmpty() ? Condition.GOOD : Condition.ATTENTION;
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
