package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.Command;

/** More time for a card that ends with a period of stay. */
public record ExtensionRequest(@JsonProperty(required = true) String ground) {
  Command command(String card) {
    return Members.choice(
        "ground",
        ground,
        id ->
            switch (id) {
              case "stay-extended" -> Optional.of(new Command.Extend(card));
              case "permission-pending" -> Optional.of(new Command.ExtendSpecially(card));
              default -> Optional.empty();
            });
  }
}
