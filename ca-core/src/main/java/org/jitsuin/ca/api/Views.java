package org.jitsuin.ca.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.StaffMember;

/** The bodies of answers. Components that are absent are null here and nowhere else. */
final class Views {
  private Views() {}

  record HolderView(
      String registerId,
      String municipality,
      String name,
      String nameSubstitutes,
      String address,
      String addressSubstitutes,
      String sex,
      String birthDate) {
    static HolderView of(Holder holder) {
      return new HolderView(
          holder.registerId(),
          holder.municipality(),
          holder.name().text(),
          holder.name().substitutes(),
          holder.address().text(),
          holder.address().substitutes(),
          holder.sex().id(),
          holder.birthDate().toString());
    }
  }

  /** One act upon a card. */
  record HistoryView(String at, String act, JsonNode actor) {
    static HistoryView of(JsonNode entry) {
      return new HistoryView(
          entry.get("at").asText(), entry.get("act").asText(), entry.get("actor"));
    }
  }

  record EntryView(long number, JsonNode entry) {}

  record EntriesView(List<EntryView> entries, Long next) {}

  record CallerView(String name, String role, String municipality, String window) {
    static CallerView of(StaffMember member) {
      return new CallerView(
          member.name(),
          member.role().id(),
          member.municipality().orElse(null),
          member.window().orElse(null));
    }
  }
}
