declare module "swagger-ui-dist/swagger-ui-es-bundle" {
  type Options = {
    url: string;
    domNode: HTMLElement;
    deepLinking: boolean;
    syntaxHighlight: false;
    docExpansion: "list" | "full" | "none";
    defaultModelsExpandDepth: number;
    supportedSubmitMethods: string[];
    validatorUrl: null;
    onComplete: () => void;
  };
  const createSwaggerUi: (options: Options) => unknown;
  export = createSwaggerUi;
}
