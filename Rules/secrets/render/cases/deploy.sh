# ruleid: render-deploy-hook
docker run -e RENDER_DEPLOY_HOOK=https://api.render.com/deploy/srv-217899l4d0xg8hy1ccl5?key=qCJyOO8AWpi app
