package org.jitsuin.card.counter;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.personalisation.OfficeChannel;
import org.jitsuin.card.state.KeyUse;

/** Where a card stands, with both of its keys. */
public record CardView(Standing standing, Map<KeyUse, KeyStanding> keys) {
  public CardView {
    keys = Map.copyOf(keys);
  }

  static CardView read(OfficeChannel channel) throws IOException {
    Map<KeyUse, KeyStanding> keys = new EnumMap<>(KeyUse.class);
    for (KeyUse use : KeyUse.values()) {
      keys.put(use, channel.standing(use));
    }
    return new CardView(channel.standing(), keys);
  }
}
