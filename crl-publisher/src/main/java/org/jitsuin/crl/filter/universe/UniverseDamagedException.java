package org.jitsuin.crl.filter.universe;

import java.io.IOException;

/** The files are not what this server wrote; they are written anew. */
public final class UniverseDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  UniverseDamagedException(String message) {
    super(message);
  }
}
