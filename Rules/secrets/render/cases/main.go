// ruleid: render-deploy-hook
	RenderDeployHook: "https://api.render.com/deploy/srv-yxncjb3gopxqou3fpf1r?key=quQ5Mo1j78x",
