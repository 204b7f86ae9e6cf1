package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the table of routes as OpenAPI 3.1. */
final class OpenApi {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private OpenApi() {}

    static ObjectNode of(List<ApiRoute> routes) {
        ObjectNode api = Json.object();
        api.put("openapi", "3.1.0");
        api.putObject("info")
                .put("title", "Sluice administrators' API")
                .put("version", "1")
                .put("description", "Loopback only. Every route needs the administrator's token.");
        ObjectNode components = api.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("administrator")
                .put("type", "http")
                .put("scheme", "bearer");
        ObjectNode error = components.putObject("schemas").putObject("Error");
        error.put("type", "object");
        ObjectNode inner = error.putObject("properties").putObject("error");
        inner.put("type", "object");
        ObjectNode parts = inner.putObject("properties");
        for (String name : List.of("kind", "code", "message")) {
            parts.putObject(name).put("type", "string");
        }
        parts.putObject("details").put("type", "array").putObject("items").put("type", "string");
        api.putArray("security").addObject().putArray("administrator");
        ObjectNode paths = api.putObject("paths");
        routes.forEach(route ->
                paths.withObjectProperty(route.path()).set(route.method().toLowerCase(Locale.ROOT), operation(route)));
        return api;
    }

    private static ObjectNode operation(ApiRoute route) {
        ObjectNode operation = Json.object();
        operation.put("summary", route.summary());
        ArrayNode parameters = operation.putArray("parameters");
        Matcher place = PLACE.matcher(route.path());
        while (place.find()) {
            parameter(parameters, place.group(1), "path").put("required", true);
        }
        route.query().forEach(name -> parameter(parameters, name, "query"));
        parameter(parameters, "Sluice-As", "header");
        if (!route.fields().isEmpty() || route.anyText()) {
            operation
                    .putObject("requestBody")
                    .putObject("content")
                    .putObject("application/json")
                    .set("schema", schema(route));
        }
        ObjectNode responses = operation.putObject("responses");
        responses
                .putObject(Integer.toString(route.status()))
                .put("description", "Done")
                .putObject("content")
                .putObject(mediaType(route.act()));
        responses
                .putObject("default")
                .put("description", "Not done, and why")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Error");
        return operation;
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String in) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static ObjectNode schema(ApiRoute route) {
        ObjectNode schema = Json.object().put("type", "object");
        if (route.anyText()) {
            schema.putObject("additionalProperties").put("type", "string");
            return schema;
        }
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode needed = schema.putArray("required");
        for (Field field : route.fields()) {
            ObjectNode property = properties.putObject(field.name());
            switch (field.kind()) {
                case TEXT -> property.put("type", "string");
                case TEXTS -> property.put("type", "array").putObject("items").put("type", "string");
                case NUMBER -> property.put("type", "integer");
                case FLAG -> property.put("type", "boolean");
            }
            if (field.needed()) {
                needed.add(field.name());
            }
        }
        return schema;
    }

    private static String mediaType(ApiRoute.Act act) {
        return switch (act) {
            case ApiRoute.Json json -> "application/json";
            case ApiRoute.Lines lines -> "application/x-ndjson";
            case ApiRoute.Bytes bytes -> "application/octet-stream";
            case ApiRoute.Csv csv -> "text/csv";
        };
    }
}
