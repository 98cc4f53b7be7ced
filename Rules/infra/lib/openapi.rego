# What the checks over OpenAPI documents have in common.
package infra.lib.openapi

# Security schemes by name, where OpenAPI 3 and where Swagger 2 keeps them.
schemes[name] := scheme if some name, scheme in input.components.securitySchemes

schemes[name] := scheme if some name, scheme in input.securityDefinitions
