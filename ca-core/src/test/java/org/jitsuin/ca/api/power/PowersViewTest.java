package org.jitsuin.ca.api.power;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jitsuin.ca.api.http.Endpoints;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.power.Actor;
import org.jitsuin.ca.power.Actors;
import org.jitsuin.ca.power.Grants;
import org.junit.jupiter.api.Test;

class PowersViewTest {
  private static final List<Actor> ACTORS =
      Actors.all(Endpoints.of(List.of(PowersResource.class)), Grants.installed());

  @Test
  void of_everyActor_isToldOnceWithAllItCanAndCannot() {
    JsonNode actors = Json.tree(Json.write(PowersView.of(ACTORS))).get("actors");
    assertThat(actors).hasSameSizeAs(ACTORS);
    assertThat(actors.findValuesAsText("id")).doesNotHaveDuplicates();
    for (int i = 0; i < ACTORS.size(); i++) {
      JsonNode told = actors.get(i);
      Actor actor = ACTORS.get(i);
      int deeds =
          told.get("reads").size()
              + told.get("alone").size()
              + told.get("withinBounds").size()
              + told.get("withSecondPerson").size();
      assertThat(deeds).as(actor.id()).isEqualTo(actor.deeds().size());
      assertThat(told.get("never")).hasSameSizeAs(actor.never());
      assertThat(told.has("compromise")).isEqualTo(actor.compromise().isPresent());
      assertThat(told.get("nameJa").asText()).isNotBlank();
    }
  }

  @Test
  void of_thisEndpoint_isOfAuditorsAlone() {
    JsonNode actors = Json.tree(Json.write(PowersView.of(ACTORS))).get("actors");
    for (JsonNode actor : actors) {
      List<String> addresses = actor.findValuesAsText("endpoint");
      if (actor.get("id").asText().equals("auditor")) {
        assertThat(addresses).containsExactly("GET /powers");
        assertThat(actor.at("/reads/0/bound").asText()).isEqualTo("reads");
      } else {
        assertThat(addresses).isEmpty();
      }
    }
  }
}
