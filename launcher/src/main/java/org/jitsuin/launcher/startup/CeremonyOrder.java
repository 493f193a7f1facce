package org.jitsuin.launcher.startup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.launcher.installation.InstallationSettings;

/**
 * The order of a ceremony: which one is held, and how.
 *
 * @param script the file of the script, if one was written
 * @param directories where custodians' credentials are written, by name
 * @param rollOver the authority that gets a new key generation; the first ceremony where it is
 *     empty
 * @param algorithm how the key of the new key generation signs, where it is to be another way than
 *     before and no script says so
 * @param signerOf the key generation that gets another OCSP signer, such as {@code signature-g1};
 *     in all other ceremonies it is empty
 * @param patience how long the CRLs of a new key generation are awaited
 * @param crlsNeeded false only in a dry run, where no server publishes any
 * @param renewal what is to be renewed instead of holding a ceremony
 */
public record CeremonyOrder(
    Optional<Path> script,
    Map<String, Path> directories,
    Optional<Authority> rollOver,
    Optional<SignatureScheme> algorithm,
    Optional<String> signerOf,
    Duration patience,
    boolean crlsNeeded,
    Optional<Renewal> renewal) {
  /** The renewal of certificates by the internal authority. */
  public sealed interface Renewal {
    /** The renewal of the server's TLS certificate. */
    record Server() implements Renewal {}

    /**
     * The renewal of staff certificates.
     *
     * @param names of whom; all where it is empty
     * @param request the file with a request for a key that the one who is named brought
     */
    record Staff(List<String> names, Optional<Path> request) implements Renewal {
      public Staff {
        names = List.copyOf(names);
        request = request.map(Path::toAbsolutePath);
      }
    }
  }

  public CeremonyOrder {
    script = script.map(Path::toAbsolutePath);
    Map<String, Path> absolute = new HashMap<>();
    directories.forEach((name, directory) -> absolute.put(name, directory.toAbsolutePath()));
    directories = Map.copyOf(absolute);
  }

  /** The first ceremony as it comes with the program. */
  static CeremonyOrder plain() {
    return foundation(Optional.empty(), Map.of());
  }

  /** The first ceremony. */
  public static CeremonyOrder foundation(Optional<Path> script, Map<String, Path> directories) {
    return new CeremonyOrder(
        script,
        directories,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        true,
        Optional.empty());
  }

  /** Returns the order to go from one key generation of an authority to the next. */
  public static CeremonyOrder rollOver(
      Authority authority, Optional<Path> script, Duration patience, boolean crlsNeeded) {
    return rollOver(authority, script, Optional.empty(), patience, crlsNeeded);
  }

  /**
   * Returns the order to go from one key generation of an authority to the next.
   *
   * @param algorithm how its key signs; as before, or as the script says, where it is empty
   */
  public static CeremonyOrder rollOver(
      Authority authority,
      Optional<Path> script,
      Optional<SignatureScheme> algorithm,
      Duration patience,
      boolean crlsNeeded) {
    return new CeremonyOrder(
        script,
        Map.of(),
        Optional.of(authority),
        algorithm,
        Optional.empty(),
        patience,
        crlsNeeded,
        Optional.empty());
  }

  /** Returns the order to make another OCSP signer for a key generation. */
  public static CeremonyOrder signer(String generation) {
    return new CeremonyOrder(
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(generation),
        Duration.ZERO,
        true,
        Optional.empty());
  }

  /** Returns the order to renew certificates of the internal authority. */
  public static CeremonyOrder renewing(Renewal renewal) {
    return new CeremonyOrder(
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        true,
        Optional.of(renewal));
  }

  /**
   * Returns what is to be made.
   *
   * @throws org.jitsuin.installation.setup.SetupFailure that says what is wrong in the script
   */
  CeremonyPlan plan(InstallationSettings shape) {
    return script
        .map(file -> CeremonyPlan.scripted(file, shape.baseUrl(), shape.hosts()))
        .orElseGet(() -> CeremonyPlan.development(shape.baseUrl(), shape.hosts()));
  }

  /**
   * Returns what is to be made, if an authority may be founded so.
   *
   * @throws org.jitsuin.installation.setup.SetupFailure as {@link #plan}; if staff would be made up
   *     where people trust what is founded
   */
  CeremonyPlan founding(InstallationSettings shape) {
    return plan(shape).inEarnest(shape.production());
  }

  /** Returns the order as arguments of a process. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    script.ifPresent(file -> arguments.add("script=" + file));
    directories.forEach((name, directory) -> arguments.add("custodian=" + name + "=" + directory));
    rollOver.ifPresent(authority -> arguments.add("roll-over=" + authority.id()));
    algorithm.ifPresent(scheme -> arguments.add("algorithm=" + scheme.id()));
    signerOf.ifPresent(generation -> arguments.add("signer-of=" + generation));
    arguments.add("patience=" + patience);
    arguments.add("crls-needed=" + crlsNeeded);
    renewal.ifPresent(renewed -> {
      switch (renewed) {
        case Renewal.Server() -> arguments.add("renew=server");
        case Renewal.Staff(List<String> names, Optional<Path> request) -> {
          arguments.add("renew=staff");
          names.forEach(name -> arguments.add("name=" + name));
          request.ifPresent(file -> arguments.add("request=" + file));
        }
      }
    });
    return arguments;
  }

  /** Parses what {@link #arguments()} gave. */
  static CeremonyOrder parse(List<String> arguments) {
    Optional<Path> script = Optional.empty();
    Map<String, Path> directories = new HashMap<>();
    Optional<Authority> rollOver = Optional.empty();
    Optional<SignatureScheme> algorithm = Optional.empty();
    Optional<String> signerOf = Optional.empty();
    Duration patience = Duration.ZERO;
    boolean crlsNeeded = true;
    Optional<String> renewed = Optional.empty();
    List<String> names = new ArrayList<>();
    Optional<Path> request = Optional.empty();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 3);
      switch (parts[0]) {
        case "script" -> script = Optional.of(Path.of(argument.substring("script=".length())));
        case "custodian" -> directories.put(parts[1], Path.of(parts[2]));
        case "roll-over" -> rollOver = Authority.byId(parts[1]);
        case "algorithm" -> algorithm = SignatureScheme.byId(parts[1]);
        case "signer-of" -> signerOf = Optional.of(parts[1]);
        case "patience" -> patience = Duration.parse(parts[1]);
        case "crls-needed" -> crlsNeeded = Boolean.parseBoolean(parts[1]);
        case "renew" -> renewed = Optional.of(parts[1]);
        case "name" -> names.add(argument.substring("name=".length()));
        case "request" -> request = Optional.of(Path.of(argument.substring("request=".length())));
        default -> throw new IllegalArgumentException(argument);
      }
    }
    Optional<Path> brought = request;
    Optional<Renewal> renewal =
        renewed.map(kind ->
            kind.equals("server") ? new Renewal.Server() : new Renewal.Staff(names, brought));
    return new CeremonyOrder(
        script, directories, rollOver, algorithm, signerOf, patience, crlsNeeded, renewal);
  }
}
