package org.jitsuin.verifier.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches a file. */
@FunctionalInterface
public interface Download {
  /**
   * Fetches what is at an address, unless it is what was there before.
   *
   * @param tag what the server said of the one that is there (ETag); empty to have it in any case
   * @param file written only where something new came
   * @param most how many octets it may have
   * @throws TooLargeException if it is longer
   * @throws IOException if it does not come in time, or not properly
   */
  Result fetch(URI address, Optional<String> tag, Path file, long most) throws IOException;

  /**
   * What came.
   *
   * @param isNew whether a file was written; if not, what was there before is still right
   * @param tag what the server says of it (ETag)
   */
  record Result(boolean isNew, Optional<String> tag) {}
}
