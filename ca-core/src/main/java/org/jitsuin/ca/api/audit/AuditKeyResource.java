package org.jitsuin.ca.api.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.query.KeyUses;
import org.jitsuin.ca.store.KeyUseTable.Use;

/** The keys in the CA token, for auditors. */
@Path("/audit/keys")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class AuditKeyResource {
  @Inject private KeyUses keyUses;

  /**
   * A key that signs.
   *
   * @param inToken whether the token has it
   * @param counted how often it signed, as far as that was counted
   * @param recorded how many of its signatures are known
   * @param begun how many it may have made
   * @param exceeds whether it signed more often than that
   */
  record KeyView(
      String label,
      String use,
      boolean inToken,
      long counted,
      long recorded,
      long begun,
      boolean exceeds) {
    static KeyView of(Use use, List<String> labels) {
      return new KeyView(
          use.label(),
          use.use(),
          labels.contains(use.label()),
          use.counted(),
          use.recorded(),
          use.begun(),
          use.exceeds());
    }
  }

  /**
   * @param others the labels of keys in the token that sign for none of those
   */
  record KeysView(List<KeyView> keys, List<String> others) {}

  @GET
  @RolesAllowed("auditor")
  @Operation(
      summary =
          "The keys in the CA token, and how often each signed beside the number of signatures that"
              + " are recorded")
  public Response readKeys() {
    KeyUses.Found found = keyUses.find();
    List<String> known = found.uses().stream().map(Use::label).toList();
    KeysView view =
        new KeysView(
            found.uses().stream().map(use -> KeyView.of(use, found.labels())).toList(),
            found.labels().stream().filter(label -> !known.contains(label)).toList());
    return Answers.json(Response.Status.OK, Json.write(view));
  }
}
