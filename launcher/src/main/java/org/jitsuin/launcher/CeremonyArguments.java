package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;

/**
 * The arguments of {@code jitsuin ceremony}.
 *
 * @param directories of the custodians, by name
 * @param shares the files of shares
 * @param signerOf the key generation that is to get another OCSP signer
 */
record CeremonyArguments(
    Optional<Path> script,
    Map<String, Path> directories,
    List<Path> shares,
    Optional<Authority> rollOver,
    Optional<String> signerOf,
    boolean dryRun,
    boolean showShares) {

  /** The result of parsing; either is empty: the problem in words, or what was asked for. */
  record Parsed(Optional<String> problem, Optional<CeremonyArguments> arguments) {
    private static Parsed bad(String problem) {
      return new Parsed(Optional.of(problem), Optional.empty());
    }
  }

  static Parsed parse(List<String> options) {
    Optional<Path> script = Optional.empty();
    Map<String, Path> directories = new LinkedHashMap<>();
    List<Path> shares = new ArrayList<>();
    Optional<Authority> rollOver = Optional.empty();
    Optional<String> signerOf = Optional.empty();
    boolean dryRun = false;
    boolean showShares = false;
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      switch (option) {
        case "--dry-run" -> dryRun = true;
        case "--show-shares" -> showShares = true;
        case "--script", "--custodian", "--share", "--roll-over", "--ocsp-signer" -> {
          i++;
          if (i == options.size()) {
            return Parsed.bad(option + " wants a value");
          }
          String value = options.get(i);
          switch (option) {
            case "--script" -> script = Optional.of(Path.of(value));
            case "--share" -> shares.add(Path.of(value));
            case "--ocsp-signer" -> signerOf = Optional.of(value);
            case "--roll-over" -> {
              rollOver = Authority.byId(value);
              if (rollOver.isEmpty()) {
                return Parsed.bad("there is no authority " + value);
              }
            }
            default -> {
              int equals = value.indexOf('=');
              if (equals < 1 || equals == value.length() - 1) {
                return Parsed.bad("--custodian is NAME=DIRECTORY, not " + value);
              }
              directories.put(value.substring(0, equals), Path.of(value.substring(equals + 1)));
            }
          }
        }
        default -> {
          return Parsed.bad("ceremony does not know " + option);
        }
      }
    }
    if (signerOf.isPresent() && (dryRun || rollOver.isPresent() || script.isPresent())) {
      return Parsed.bad("--ocsp-signer goes with --share alone");
    }
    return new Parsed(
        Optional.empty(),
        Optional.of(
            new CeremonyArguments(
                script, directories, shares, rollOver, signerOf, dryRun, showShares)));
  }
}
