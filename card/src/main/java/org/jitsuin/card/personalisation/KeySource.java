package org.jitsuin.card.personalisation;

import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.ChannelKeys;

/** Where an office has the keys of cards from. */
@FunctionalInterface
public interface KeySource {
  /**
   * The keys of one card.
   *
   * @param diversification ten octets by which the card names its keys
   * @param version the version of its keys
   */
  ChannelKeys keys(Bytes diversification, int version);
}
