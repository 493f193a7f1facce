package org.jitsuin.installation.ceremony;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The context in which a ceremony is held.
 *
 * @param software the version of the program
 * @param tokens the labels of the tokens
 * @param set names the shares that the custodians hold, where there are any
 * @param directories where each custodian's credential is written, by name
 * @param production whether the authority is one that people trust
 * @param steps hears of each step
 */
public record CeremonyContext(
    String software,
    List<String> tokens,
    Optional<String> set,
    Map<String, Path> directories,
    boolean production,
    CeremonySteps steps) {
  public CeremonyContext {
    tokens = List.copyOf(tokens);
    directories = Map.copyOf(directories);
  }

  /** Returns the context of a ceremony without custodians, reported to nobody. */
  public static CeremonyContext plain() {
    return new CeremonyContext(
        version(), List.of(), Optional.empty(), Map.of(), false, CeremonySteps.silent());
  }

  /** Returns the version of this program. */
  public static String version() {
    return Optional.ofNullable(CeremonyContext.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
