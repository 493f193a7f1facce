package org.jitsuin.ca.api.power;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.power.Actor;
import org.jitsuin.ca.power.Bound.Group;
import org.jitsuin.ca.power.Compromise;
import org.jitsuin.ca.power.Deed;
import org.jitsuin.ca.power.Never;

/** Who can do what, alone, with a second person, or never. */
@Schema(name = "Powers")
record PowersView(List<ActorView> actors) {
  static PowersView of(List<Actor> actors) {
    return new PowersView(actors.stream().map(ActorView::of).toList());
  }

  /**
   * Somebody or something that has powers.
   *
   * @param reads what it can read, changing nothing
   * @param alone what holds at once
   * @param withinBounds what holds at once within a bound: that of the office, or of a day
   * @param withSecondPerson what needs somebody else
   * @param never what it cannot do
   * @param compromise absent where there is nothing to take over
   */
  @Schema(name = "PowersActor")
  record ActorView(
      String id,
      @Schema(enumeration = {"role", "person", "process", "database-user", "token", "place"})
          String kind,
      String name,
      String nameJa,
      String about,
      List<DeedView> reads,
      List<DeedView> alone,
      List<DeedView> withinBounds,
      List<DeedView> withSecondPerson,
      List<NeverView> never,
      @Absent CompromiseView compromise) {
    static ActorView of(Actor actor) {
      return new ActorView(
          actor.id(),
          actor.kind().id(),
          actor.name(),
          actor.japanese(),
          actor.about(),
          deeds(actor, Group.READS),
          deeds(actor, Group.ALONE),
          deeds(actor, Group.WITHIN_BOUNDS),
          deeds(actor, Group.WITH_SECOND_PERSON),
          actor.never().stream().map(NeverView::of).toList(),
          actor.compromise().map(CompromiseView::of).orElse(null));
    }

    private static List<DeedView> deeds(Actor actor, Group group) {
      return actor.deeds(group).stream().map(DeedView::of).toList();
    }
  }

  /**
   * Something that an actor can do.
   *
   * @param bound how far one gets
   * @param endpoint of this API; absent where it is done elsewhere
   * @param entries the kinds of entries that it leaves in the audit log
   */
  @Schema(name = "PowersDeed")
  record DeedView(
      String what,
      @Schema(enumeration = {"reads", "alone", "where-demanded", "budget", "proposes", "agrees"})
          String bound,
      @Absent String endpoint,
      List<String> entries) {
    static DeedView of(Deed deed) {
      return new DeedView(
          deed.what(), deed.bound().id(), deed.endpoint().orElse(null), deed.entries());
    }
  }

  /**
   * Something that an actor cannot do.
   *
   * @param shownBy the tests of this program that show it
   */
  @Schema(name = "PowersNever")
  record NeverView(String what, List<String> shownBy) {
    static NeverView of(Never never) {
      return new NeverView(never.what(), never.shownBy());
    }
  }

  /**
   * What it means if somebody else has the actor's key, account or password.
   *
   * @param drills the tests of this program that play it
   */
  @Schema(name = "PowersCompromise")
  record CompromiseView(String reach, String seen, String ended, List<String> drills) {
    static CompromiseView of(Compromise compromise) {
      return new CompromiseView(
          compromise.reach(), compromise.seen(), compromise.ended(), compromise.drills());
    }
  }
}
