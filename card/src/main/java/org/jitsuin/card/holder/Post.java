package org.jitsuin.card.holder;

import java.net.URI;

/** Sends something over HTTP; whoever hands one over has asked the holder. */
@FunctionalInterface
public interface Post {
  /**
   * Sends octets and returns the answer's.
   *
   * @param type the media type
   * @throws HolderFailure if nothing comes back
   */
  byte[] send(URI address, String type, byte[] body);
}
