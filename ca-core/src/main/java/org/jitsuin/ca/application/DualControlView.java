package org.jitsuin.ca.application;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.store.DualControlSetting;

/** For which kinds of application an office asks for a second person. */
public record DualControlView(
    String municipality,
    @OneOf(ApplicationKind.class) List<String> kinds,
    @Absent ProposalView proposed) {
  public static DualControlView of(String municipality, DualControlSetting row) {
    return new DualControlView(
        municipality,
        ids(row.kinds()),
        row.proposal()
            .map(proposal -> new ProposalView(ids(proposal.kinds()), proposal.by(), proposal.at()))
            .orElse(null));
  }

  private static List<String> ids(Set<ApplicationKind> kinds) {
    return kinds.stream().map(ApplicationKind::id).sorted().toList();
  }

  /** A change that waits for another supervisor. */
  public record ProposalView(
      @OneOf(ApplicationKind.class) List<String> kinds, String by, Instant at) {}
}
