package org.jitsuin.launcher.installation;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.installation.custody.CustodySeal;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The file {@code custodians.properties}, which says who the custodians are, how many are needed,
 * and by what shares are recognised. No secret.
 *
 * @param people their names, in the order of their shares
 */
public record CustodyFile(CustodySeal seal, List<String> people) {
  static final String NAME = "custodians.properties";

  public CustodyFile {
    people = List.copyOf(people);
  }

  /** Reads the file; empty where no custodians hold the tokens. */
  static Optional<CustodyFile> read(Path file) {
    Map<String, String> values = PropertiesFile.read(file);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CustodyFile(
              new CustodySeal(
                  Objects.requireNonNull(values.get("set")),
                  Integer.parseInt(values.get("needed")),
                  Integer.parseInt(values.get("iterations")),
                  Bytes.of(HexFormat.of().parseHex(values.get("salt"))),
                  Bytes.of(HexFormat.of().parseHex(values.get("digest")))),
              List.of(values.get("people").split(" ", -1))));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new SetupFailure("the file " + file + " is damaged; put it back from a backup", e);
    }
  }

  void write(Path file) {
    PropertiesFile.write(
        file,
        Map.of(
            "set", seal.set(),
            "needed", Integer.toString(seal.needed()),
            "iterations", Integer.toString(seal.iterations()),
            "salt", HexFormat.of().formatHex(seal.salt().bytes()),
            "digest", HexFormat.of().formatHex(seal.digest().bytes()),
            "people", String.join(" ", people)));
  }

  /** The names of those who hold the shares of those numbers. */
  public List<String> names(List<Integer> numbers) {
    return numbers.stream().map(number -> people.get(number - 1)).toList();
  }
}
