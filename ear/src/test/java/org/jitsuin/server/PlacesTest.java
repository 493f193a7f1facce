package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jitsuin.ca.power.PlaceActors;
import org.jitsuin.ca.power.PlaceActors.Place;
import org.jitsuin.launcher.installation.Installation;
import org.junit.jupiter.api.Test;

/** That auditors are told of every place below the home directory. */
class PlacesTest {
  @Test
  void places_thatTheLauncherMakes_areAllTold() {
    List<String> there = new ArrayList<>(Installation.made());
    // Written by people.
    there.add("settings.properties");
    assertThat(PlaceActors.places())
        .extracting(Place::name)
        .containsExactlyInAnyOrderElementsOf(there);
  }
}
