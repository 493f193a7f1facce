package org.jitsuin.ca.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.Views.EntriesView;
import org.jitsuin.ca.api.Views.EntryView;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Transactions;

/** The audit log, for auditors. */
@Path("/audit")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int LARGEST_PAGE = 1_000;

  @Inject private Transactions transactions;
  @Inject private Json json;

  @GET
  @Path("/entries")
  @RolesAllowed("auditor")
  @Operation(
      summary =
          "Audit entries in order, a page at a time: ask again with after = next until it is absent")
  public Response readEntries(
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @QueryParam("card") String card) {
    long from = number("after", after, Long.MAX_VALUE);
    int most = (int) number("limit", limit, LARGEST_PAGE);
    List<EntryView> entries =
        transactions
            .run(handle -> AuditTable.page(handle, from, Optional.ofNullable(card), most))
            .stream()
            .map(row -> new EntryView(row.number(), json.tree(row.body())))
            .toList();
    Long next = entries.size() == most ? Long.valueOf(entries.getLast().number()) : null;
    return Answers.json(Response.Status.OK, json.write(new EntriesView(entries, next)));
  }

  private static long number(String parameter, String value, long largest) {
    if (value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number <= largest && (number > 0 || parameter.equals("after"))) {
        return number;
      }
    }
    throw new RequestRefused(
        RefusalCode.REQUEST_INVALID, "parameter " + parameter + " is a number up to " + largest);
  }
}
